using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenLinux.Oci;

/// <summary>Writes the documents of an image: compact, members in a fixed order, maps sorted by name, so that equal images are equal bytes.</summary>
public static class OciJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    public static void WriteDescriptor(this Utf8JsonWriter json, OciDescriptor descriptor)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", descriptor.MediaType);
        json.WriteString("digest", descriptor.Digest.ToString());
        json.WriteNumber("size", descriptor.Content.SizeBytes);
        if (descriptor.Platform is { } platform)
        {
            json.WriteStartObject("platform");
            json.WritePlatform(platform);
            json.WriteEndObject();
        }

        if (descriptor.ArtifactType is { } type)
        {
            json.WriteString("artifactType", type);
        }

        json.WriteMap("annotations", descriptor.Annotations);
        json.WriteEndObject();
    }

    public static void WritePlatform(this Utf8JsonWriter json, OciPlatform platform)
    {
        json.WriteString("architecture", platform.Architecture);
        json.WriteString("os", platform.Os);
        if (platform.Variant is not null)
        {
            json.WriteString("variant", platform.Variant);
        }
    }

    /// <summary>Leaves an empty map out.</summary>
    public static void WriteMap(this Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> map)
    {
        if (map.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, value) in map.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Leaves an empty list out.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
