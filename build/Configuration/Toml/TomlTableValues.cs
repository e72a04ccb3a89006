namespace OpenLinux.Configuration.Toml;

/// <summary>Reads values out of a table that has been checked.</summary>
public static class TomlTableValues
{
    public static string? Text(this TomlTable table, string path) => (table.At(path) as TomlString)?.Value;

    public static string Text(this TomlTable table, string path, string fallback) => table.Text(path) ?? fallback;

    public static long Number(this TomlTable table, string path, long fallback) => (table.At(path) as TomlInteger)?.Value ?? fallback;

    public static bool Switch(this TomlTable table, string path) => table.At(path) is TomlBoolean { Value: true };

    /// <returns>The strings, or null where the key is absent.</returns>
    public static IReadOnlyList<string>? ListOrNull(this TomlTable table, string path) =>
        table.At(path) is TomlArray array ? [.. array.Items.Select(item => ((TomlString)item).Value)] : null;

    public static IReadOnlyList<string> List(this TomlTable table, string path) => table.ListOrNull(path) ?? [];

    public static IEnumerable<TomlTable> Tables(this TomlTable table, string path) =>
        table.At(path) is TomlArray array ? array.Items.Cast<TomlTable>() : [];

    public static IReadOnlyDictionary<string, string> Map(this TomlTable table, string path)
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in (table.At(path) as TomlTable)?.Entries ?? [])
        {
            map[entry.Key] = ((TomlString)entry.Value).Value;
        }

        return map;
    }

    public static IReadOnlyDictionary<string, int> Modes(this TomlTable table, string path)
    {
        var modes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in (table.At(path) as TomlTable)?.Entries ?? [])
        {
            modes[entry.Key] = (int)((TomlInteger)entry.Value).Value;
        }

        return modes;
    }
}
