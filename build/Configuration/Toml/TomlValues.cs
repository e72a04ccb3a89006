namespace OpenLinux.Configuration.Toml;

/// <summary>Reads values that have been checked: each is of the type that its key asks for.</summary>
internal static class TomlValues
{
    public static string Text(TomlNode value) => ((TomlString)value).Value;

    public static long Number(TomlNode value) => ((TomlInteger)value).Value;

    public static bool Switch(TomlNode value) => ((TomlBoolean)value).Value;

    public static IReadOnlyList<string> List(TomlNode value)
    {
        var items = ((TomlArray)value).Items;
        var strings = new string[items.Count];
        for (var index = 0; index < strings.Length; index++)
        {
            strings[index] = Text(items[index]);
        }

        return strings;
    }

    public static IReadOnlyDictionary<string, string> Map(TomlNode value) => Entries(value, Text);

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Lists(TomlNode value) => Entries(value, List);

    public static IReadOnlyDictionary<string, int> Modes(TomlNode value) => Entries(value, mode => (int)Number(mode));

    public static IReadOnlyDictionary<string, long> Sizes(TomlNode value) => Entries(value, Number);

    /// <summary>In ordinal order of the names. Sorted before they go into a dictionary: a sorted one would have to be compiled at each start.</summary>
    private static Dictionary<string, TValue> Entries<TValue>(TomlNode value, Func<TomlNode, TValue> read)
    {
        TomlEntry[] entries = [.. ((TomlTable)value).Entries];
        Array.Sort(entries, (left, right) => string.CompareOrdinal(left.Key, right.Key));
        var values = new Dictionary<string, TValue>(entries.Length, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            values.Add(entry.Key, read(entry.Value));
        }

        return values;
    }
}
