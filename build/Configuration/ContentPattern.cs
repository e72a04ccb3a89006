using OpenLinux.Configuration.Problems;
using OpenLinux.Configuration.Toml;

namespace OpenLinux.Configuration;

/// <summary>Something that no file may hold.</summary>
/// <param name="Name">For messages: "github_token"; "" where the text found says enough.</param>
/// <param name="Expression">A .NET regular expression over the file's bytes. Not checked here, since that costs the start-up more than all other keys.</param>
/// <param name="Origin">Where it is written, for what is wrong with it: "config/vetting.toml:41".</param>
public sealed record ContentPattern(string Name, string Expression, Origin Origin)
{
    internal static IReadOnlyList<ContentPattern> Unnamed(TomlNode list) =>
        [.. ((TomlArray)list).Items.Select(item => new ContentPattern("", TomlValues.Text(item), item.Origin))];

    /// <summary>An empty expression drops one that stands in the file.</summary>
    internal static IReadOnlyList<ContentPattern> Named(TomlNode map) =>
        [.. ((TomlTable)map).Entries
            .Select(entry => new ContentPattern(entry.Key, TomlValues.Text(entry.Value), entry.Value.Origin))
            .Where(pattern => pattern.Expression.Length > 0)];
}
