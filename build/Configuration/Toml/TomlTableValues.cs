namespace OpenLinux.Configuration.Toml;

/// <summary>Reads values out of a table that has been checked.</summary>
public static class TomlTableValues
{
    public static string? Text(this TomlTable table, string path) => (table.At(path) as TomlString)?.Value;

    public static string Text(this TomlTable table, string path, string fallback) => table.Text(path) ?? fallback;

    public static long Number(this TomlTable table, string path, long fallback) => (table.At(path) as TomlInteger)?.Value ?? fallback;

    public static bool Switch(this TomlTable table, string path) => table.At(path) is TomlBoolean { Value: true };

    /// <returns>The strings, or null where the key is absent.</returns>
    public static IReadOnlyList<string>? ListOrNull(this TomlTable table, string path)
    {
        if (table.At(path) is not TomlArray array)
        {
            return null;
        }

        var strings = new string[array.Items.Count];
        for (var index = 0; index < strings.Length; index++)
        {
            strings[index] = ((TomlString)array.Items[index]).Value;
        }

        return strings;
    }

    public static IReadOnlyList<string> List(this TomlTable table, string path) => table.ListOrNull(path) ?? [];

    public static IEnumerable<TomlTable> Tables(this TomlTable table, string path) =>
        table.At(path) is TomlArray array ? array.Items.Cast<TomlTable>() : [];

    /// <summary>Names and strings, in ordinal order of the names.</summary>
    public static IReadOnlyDictionary<string, string> Map(this TomlTable table, string path)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in SortedEntries(table, path))
        {
            map.Add(entry.Key, ((TomlString)entry.Value).Value);
        }

        return map;
    }

    /// <summary>Paths and modes, in ordinal order of the paths.</summary>
    public static IReadOnlyDictionary<string, int> Modes(this TomlTable table, string path)
    {
        var modes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in SortedEntries(table, path))
        {
            modes.Add(entry.Key, (int)((TomlInteger)entry.Value).Value);
        }

        return modes;
    }

    /// <summary>Names and numbers, in ordinal order of the names.</summary>
    public static IReadOnlyDictionary<string, long> Sizes(this TomlTable table, string path)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var entry in SortedEntries(table, path))
        {
            sizes.Add(entry.Key, ((TomlInteger)entry.Value).Value);
        }

        return sizes;
    }

    /// <summary>Sorted before they go into a dictionary: a sorted one would have to be compiled at each start.</summary>
    private static TomlEntry[] SortedEntries(TomlTable table, string path)
    {
        TomlEntry[] entries = table.At(path) is TomlTable map ? [.. map.Entries] : [];
        Array.Sort(entries, (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return entries;
    }
}
