using System.Text.RegularExpressions;

namespace OpenLinux.TestKit;

/// <summary>What people read: the Markdown at the root and below docs/.</summary>
internal static partial class Documents
{
    public static IReadOnlyList<string> Paths { get; } =
        [.. Directory.EnumerateFiles(RepositoryRoot.Path, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "docs"), "*.md"))
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file)).Order(StringComparer.Ordinal)];

    public static string Read(string path) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, path));

    /// <returns>The first fenced block under that heading.</returns>
    public static string Example(string path, string heading)
    {
        var text = Read(path);
        var start = text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        start.Should().BeGreaterThanOrEqualTo(0, "{0} has a chapter \"{1}\"", path, heading);
        return Fence().Match(text, start).Groups[1].Value;
    }

    /// <summary>As GitHub makes them of headings: lower case, blanks become hyphens, and punctuation goes.</summary>
    public static IEnumerable<string> Anchors(string path) =>
        Heading().Matches(Read(path)).Select(heading => NoAnchor().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"```\w+\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NoAnchor();
}
