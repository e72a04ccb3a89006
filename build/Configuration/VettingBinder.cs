using OpenLinux.Configuration.Keys;
using OpenLinux.Configuration.Toml;

namespace OpenLinux.Configuration;

/// <summary>Makes the vetting policy out of its table, once that has been checked.</summary>
internal static class VettingBinder
{
    public static VettingConfiguration Bind(TomlTable table) => new(
        Rules(table),
        table.List(VettingKeys.AllowedSetuid),
        table.List(VettingKeys.AllowedWorldWritable),
        BuildPaths(table),
        Secrets(table),
        table.Sizes(VettingKeys.Budget),
        Limits(table));

    private static Dictionary<string, RuleLevel> Rules(TomlTable table)
    {
        var levels = new Dictionary<string, RuleLevel>(StringComparer.Ordinal);
        foreach (var (name, level, _) in VettingKeys.Rules)
        {
            levels[name] = table.Text(name) switch
            {
                "error" => RuleLevel.Error,
                "warn" => RuleLevel.Warn,
                "off" => RuleLevel.Off,
                _ => level,
            };
        }

        return levels;
    }

    private static List<ContentPattern> BuildPaths(TomlTable table)
    {
        var patterns = new List<ContentPattern>();
        foreach (var item in (table.At(VettingKeys.BuildPathPatterns) as TomlArray)?.Items ?? [])
        {
            patterns.Add(new ContentPattern("", ((TomlString)item).Value, item.Origin));
        }

        return patterns;
    }

    private static List<ContentPattern> Secrets(TomlTable table)
    {
        var patterns = new List<ContentPattern>();
        foreach (var entry in (table.At(VettingKeys.SecretPatterns) as TomlTable)?.Entries ?? [])
        {
            if (((TomlString)entry.Value).Value is { Length: > 0 } expression)
            {
                patterns.Add(new ContentPattern(entry.Key, expression, entry.Value.Origin));
            }
        }

        return patterns;
    }

    private static VettingLimits Limits(TomlTable table) => new(
        table.Number(VettingKeys.Expansion, VettingLimits.Default.Expansion),
        table.Number(VettingKeys.UnpackedBytes, VettingLimits.Default.UnpackedBytes),
        table.Number(VettingKeys.IndexBytes, VettingLimits.Default.IndexBytes));
}
