using System.Text.Json;
using OpenLinux.Engine.Provenance;

namespace OpenLinux.Papers.CycloneDx;

/// <summary>What CycloneDX has no member for, in a namespace of our own (https://github.com/CycloneDX/cyclonedx-property-taxonomy).</summary>
internal static class CycloneDxProperties
{
    private const string Namespace = "openlinux:";

    public static void Write(Utf8JsonWriter json, IEnumerable<(string Name, string Value)> properties)
    {
        json.WriteStartArray("properties");
        foreach (var (name, value) in properties)
        {
            json.WriteStartObject();
            json.WriteString("name", Namespace + name);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>The <c>bom-ref</c> of each element.</summary>
internal static class CycloneDxRefs
{
    public const string Product = "rootfs";

    public static string Component(string name) => $"component:{name}";

    public static string File(string path) => $"file:{path}";
}

internal static class CycloneDxHashes
{
    /// <param name="sha256">Hexadecimal digits.</param>
    public static void Write(Utf8JsonWriter json, string sha256)
    {
        json.WriteStartArray("hashes");
        json.WriteStartObject();
        json.WriteString("alg", "SHA-256");
        json.WriteString("content", sha256);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}

/// <summary>What a component was made from, as CycloneDX's external references.</summary>
internal static class CycloneDxMaterials
{
    public static void Write(Utf8JsonWriter json, string type, IEnumerable<SourceMaterial> materials)
    {
        json.WriteStartArray("externalReferences");
        foreach (var material in materials)
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("url", material.Urls is [var url, ..] ? url : Uri.EscapeDataString(material.Name).Replace("%2F", "/", StringComparison.Ordinal));
            json.WriteString("comment", material.Algorithm == SourceMaterial.Sha256
                ? material.Name
                : $"{material.Name}; the hash is the {material.Algorithm} of in-toto's DigestSet, SHA-256 over the sha256sum of each file");
            CycloneDxHashes.Write(json, material.Hash);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
