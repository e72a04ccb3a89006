using System.Text.Json;

namespace OpenLinux.Papers.Provenance;

/// <summary>in-toto's ResourceDescriptor (attestation/spec/v1/resource_descriptor.md).</summary>
internal static class ResourceDescriptor
{
    /// <param name="algorithm">As DigestSet calls it.</param>
    /// <param name="uri">What names it everywhere; null where nothing does.</param>
    /// <param name="mediaType">Null where there is no type to tell.</param>
    /// <param name="annotation">One more fact about it, or null.</param>
    public static void Write(
        Utf8JsonWriter json,
        string name,
        string algorithm,
        string digest,
        string? uri = null,
        string? mediaType = null,
        Action<Utf8JsonWriter>? annotation = null)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteOptional("uri", uri);
        json.WriteStartObject("digest");
        json.WriteString(algorithm, digest);
        json.WriteEndObject();
        json.WriteOptional("mediaType", mediaType);
        if (annotation is not null)
        {
            json.WriteStartObject("annotations");
            annotation(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
