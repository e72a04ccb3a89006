using System.Text.Json;

namespace OpenLinux.Signing.Json;

/// <summary>
/// JSON as the protocol buffers' own readers take it (protobuf.dev, "ProtoJSON Format"): nothing twice, nothing that is not declared. What is signed
/// has one reading. A text with half of a surrogate pair is an <see cref="InvalidOperationException"/>, wherever it stands.
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <returns>The object; it stays valid.</returns>
    /// <exception cref="FormatException">It is no object, or not strictly JSON.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new FormatException("it is no JSON object");
        }
        catch (JsonException malformed)
        {
            throw new FormatException("it is no JSON", malformed);
        }
    }

    /// <exception cref="FormatException">It has another member.</exception>
    public static void Only(this JsonElement element, string place, params IReadOnlyList<string> names)
    {
        if (!element.EnumerateObject().All(member => names.Contains(member.Name)))
        {
            throw new FormatException($"{place} has a member that is not declared");
        }
    }

    /// <exception cref="FormatException">It is not there, or of another kind.</exception>
    public static JsonElement Required(this JsonElement element, string name, JsonValueKind kind) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == kind ? member : throw new FormatException($"it lacks {name}");

    /// <exception cref="FormatException">It is not there, or no text.</exception>
    public static string RequiredText(this JsonElement element, string name) => element.Required(name, JsonValueKind.String).GetString()!;

    /// <returns>The bytes; they have one spelling, so that a changed character is a changed byte.</returns>
    /// <exception cref="FormatException">It is not there, or not in the standard alphabet with its padding (RFC 4648, section 4).</exception>
    public static byte[] RequiredBytes(this JsonElement element, string name)
    {
        var text = element.RequiredText(name);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text
            ? bytes[..length]
            : throw new FormatException($"{name} is no base64");
    }
}
