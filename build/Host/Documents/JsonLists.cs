using System.Text.Json;

namespace OpenLinux.Host.Documents;

/// <summary>Lists of a document. An empty one is there as well: who reads it need not ask.</summary>
internal static class JsonLists
{
    /// <param name="members">Writes those of one item.</param>
    public static void WriteObjects<TItem>(this Utf8JsonWriter json, string name, IEnumerable<TItem> items, Action<TItem> members)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            members(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
