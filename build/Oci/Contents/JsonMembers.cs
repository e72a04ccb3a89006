using System.Text.Json;

namespace OpenLinux.Oci.Contents;

/// <summary>Members of JSON objects as Go writes them: an empty list, map or text may be null, or left out.</summary>
public static class JsonMembers
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    public static string Text(this JsonElement element, string name) => element.Member(name)?.GetString() ?? "";

    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        element.Member(name) is { } list ? [.. list.EnumerateArray().Select(item => item.GetString() ?? "")] : [];

    /// <summary>An object's members by name; what is no text stands as JSON.</summary>
    public static IReadOnlyDictionary<string, string> Map(this JsonElement element, string name)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (element.Member(name) is { } members)
        {
            foreach (var member in members.EnumerateObject())
            {
                map[member.Name] = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
            }
        }

        return map;
    }

    /// <summary>A list of "NAME=VALUE" by name.</summary>
    public static IReadOnlyDictionary<string, string> Variables(this JsonElement element, string name)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assignment in element.Texts(name))
        {
            var parts = assignment.Split('=', 2);
            variables[parts[0]] = parts.Length > 1 ? parts[1] : "";
        }

        return variables;
    }
}
