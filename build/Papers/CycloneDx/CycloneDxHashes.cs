using System.Text.Json;

namespace OpenLinux.Papers.CycloneDx;

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
