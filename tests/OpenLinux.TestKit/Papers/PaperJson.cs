using System.Text.Json;

namespace OpenLinux.TestKit.Papers;

/// <summary>Ways into a paper.</summary>
internal static class PaperJson
{
    public static JsonElement Of(byte[] paper) => JsonDocument.Parse(paper).RootElement;

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static string? TextOrNull(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) ? items.EnumerateArray() : [];

    public static IEnumerable<string> Texts(this JsonElement element, string name) => element.Items(name).Select(item => item.GetString()!);
}
