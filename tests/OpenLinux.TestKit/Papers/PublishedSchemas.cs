using System.Reflection;
using System.Text.Json;
using Json.Schema;

namespace OpenLinux.TestKit.Papers;

/// <summary>The JSON schemas as their makers publish them, from packages: none is ours to keep in the repository.</summary>
internal static class PublishedSchemas
{
    private static readonly Lazy<Assembly> CycloneDxLibrary = new(() =>
        Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "schemas", "CycloneDX.Core.dll")));

    private static readonly Lazy<JsonSchema> CycloneDxSchema = new(() =>
    {
        foreach (var referenced in new[] { "jsf-0.82.schema.json", "spdx.schema.json" })
        {
            SchemaRegistry.Global.Register(JsonSchema.FromText(CycloneDxResource(referenced)));
        }

        return JsonSchema.FromText(CycloneDxResource("bom-1.6.schema.json"));
    });

    private static readonly Lazy<JsonSchema> SpdxSchema = new(() => JsonSchema.FromText(NpmPackage.SpdxSchema()));

    public static JsonSchema CycloneDx => CycloneDxSchema.Value;

    public static JsonSchema Spdx => SpdxSchema.Value;

    /// <summary>Every licence and exception that SPDX lists, as CycloneDX's schema has them.</summary>
    public static IReadOnlySet<string> LicenceIds { get; } = JsonDocument.Parse(CycloneDxResource("spdx.schema.json"))
        .RootElement.GetProperty("enum").EnumerateArray().Select(id => id.GetString()!).ToHashSet(StringComparer.Ordinal);

    /// <returns>What the schema objects to, each with its place in the document; nothing where it is valid.</returns>
    public static IReadOnlyList<string> Objections(JsonSchema schema, ReadOnlyMemory<byte> document)
    {
        using var json = JsonDocument.Parse(document);
        var results = schema.Evaluate(json.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid
            ? []
            : [.. (results.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!, (detail, error) => $"{detail.InstanceLocation}: {error.Value}").Take(20)];
    }

    private static string CycloneDxResource(string name)
    {
        using var stream = CycloneDxLibrary.Value.GetManifestResourceStream($"CycloneDX.Core.Schemas.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
