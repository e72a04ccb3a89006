using System.Text.Json;

namespace OpenLinux.Oci.Json;

/// <summary>Members of JSON that others wrote, Go programs most of it: an empty list, map or text may be null, or left out.</summary>
public static class JsonMembers
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    /// <exception cref="InvalidOperationException">It is something else than a text.</exception>
    public static string Text(this JsonElement element, string name) => element.Member(name)?.GetString() ?? "";

    /// <returns>Null where there is none, or something else than a text: half of a surrogate pair is none.</returns>
    public static string? TextOrNull(this JsonElement element, string name)
    {
        try
        {
            return element.Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <returns>Nothing where there is no list.</returns>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

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
