using System.Text.Json;

namespace OpenLinux.Images.Contents;

/// <summary>Members of JSON objects as Go writes them: an empty list, map or text may be null, or left out.</summary>
internal static class JsonMembers
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    public static string Text(this JsonElement element, string name) => element.Member(name)?.GetString() ?? "";

    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        element.Member(name) is { } list ? [.. list.EnumerateArray().Select(item => item.GetString() ?? "")] : [];

    /// <summary>What is no text stands as JSON.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Members(this JsonElement element, string name) =>
        element.Member(name) is { } map ? [.. map.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, ValueOf(member.Value)))] : [];

    private static string ValueOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
