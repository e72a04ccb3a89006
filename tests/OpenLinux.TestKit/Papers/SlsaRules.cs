using System.Text.Json;

namespace OpenLinux.TestKit.Papers;

/// <summary>
/// in-toto Statement v1 and SLSA provenance v1, field by field: neither has a JSON schema. Required fields, types and forms are those of
/// in-toto/attestation <c>spec/v1</c> (statement, resource_descriptor, digest_set, field_types) and slsa.dev/spec/v1.0/provenance.
/// </summary>
internal static class SlsaRules
{
    private static readonly string[] DescriptorFields = ["name", "uri", "digest", "content", "downloadLocation", "mediaType", "annotations"];

    /// <returns>What is wrong, each with its place.</returns>
    public static IReadOnlyList<string> Objections(JsonElement statement) =>
    [
        .. Only("", statement, "_type", "subject", "predicateType", "predicate"),
        .. Is("_type", statement.TextOrNull("_type"), "https://in-toto.io/Statement/v1"),
        .. Is("predicateType", statement.TextOrNull("predicateType"), "https://slsa.dev/provenance/v1"),
        .. Subjects(statement),
        .. Definition(statement.GetProperty("predicate")),
        .. Run(statement.GetProperty("predicate")),
    ];

    /// <summary>Each has a digest, and no two have one name.</summary>
    private static IEnumerable<string> Subjects(JsonElement statement)
    {
        var subjects = statement.Items("subject").ToList();
        return subjects.Count == 0
            ? ["subject: there is none"]
            : [
                .. subjects.Where(subject => !subject.TryGetProperty("digest", out _)).Select(_ => "subject: no digest"),
                .. subjects.GroupBy(subject => subject.Text("name")).Where(name => name.Count() > 1).Select(name => $"subject: {name.Key} twice"),
                .. subjects.SelectMany(subject => Descriptor("subject", subject)),
            ];
    }

    private static IEnumerable<string> Definition(JsonElement predicate)
    {
        var definition = predicate.GetProperty("buildDefinition");
        var external = definition.GetProperty("externalParameters");
        var @internal = definition.GetProperty("internalParameters");
        return
        [
            .. Only("predicate", predicate, "buildDefinition", "runDetails"),
            .. Only("buildDefinition", definition, "buildType", "externalParameters", "internalParameters", "resolvedDependencies"),
            .. TypeUri("buildType", definition.TextOrNull("buildType")),
            .. external.EnumerateObject().Select(field => field.Name).Intersect(@internal.EnumerateObject().Select(field => field.Name))
                .Select(name => $"{name} is an external and an internal parameter"),
            .. definition.Items("resolvedDependencies").SelectMany(dependency => Descriptor("resolvedDependencies", dependency)),
        ];
    }

    private static IEnumerable<string> Run(JsonElement predicate)
    {
        var run = predicate.GetProperty("runDetails");
        return
        [
            .. Only("runDetails", run, "builder", "metadata", "byproducts"),
            .. Only("builder", run.GetProperty("builder"), "id", "builderDependencies", "version"),
            .. TypeUri("builder.id", run.GetProperty("builder").TextOrNull("id")),
            .. Only("metadata", run.GetProperty("metadata"), "invocationId", "startedOn", "finishedOn"),
            .. run.Items("byproducts").SelectMany(byproduct => Descriptor("byproducts", byproduct)),
        ];
    }

    private static IEnumerable<string> Descriptor(string place, JsonElement descriptor)
    {
        var where = $"{place} {descriptor.TextOrNull("name")}";
        var digests = descriptor.TryGetProperty("digest", out var set) ? set.EnumerateObject().ToList() : [];
        return
        [
            .. Only(where, descriptor, DescriptorFields),
            .. digests.Count > 0 || descriptor.TryGetProperty("uri", out _) || descriptor.TryGetProperty("content", out _) ? [] : (string[])[$"{where}: neither uri, digest nor content"],
            .. digests.Where(digest => !IsDigest(digest.Name, digest.Value.GetString()!)).Select(digest => $"{where}: {digest.Name} {digest.Value}"),
            .. descriptor.TextOrNull("uri") is { } uri ? TypeUri($"{where} uri", uri) : [],
        ];
    }

    private static bool IsDigest(string algorithm, string value) =>
        value.All(char.IsAsciiHexDigitLower) && value.Length == algorithm switch { "sha256" or "dirHash" => 64, "gitCommit" => 40, _ => -1 };

    /// <summary>RFC 3986, section 6.2.2.1: scheme and host in lower case.</summary>
    private static IEnumerable<string> TypeUri(string place, string? value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && value!.StartsWith(uri.Scheme + ":", StringComparison.Ordinal) && value.Contains(uri.Host, StringComparison.Ordinal)
            ? []
            : [$"{place}: {value} is no URI in its normal form"];

    private static IEnumerable<string> Is(string place, string? value, string expected) =>
        value == expected ? [] : [$"{place}: {value} instead of {expected}"];

    private static IEnumerable<string> Only(string place, JsonElement element, params string[] fields) =>
        element.EnumerateObject().Select(field => field.Name).Except(fields).Select(name => $"{place}: unknown field {name}");
}
