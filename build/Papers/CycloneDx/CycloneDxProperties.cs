using System.Text.Json;

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
