using System.Text;
using System.Text.RegularExpressions;

namespace OpenLinux.Userland.Reading;

/// <summary>The files that a text includes by name, whatever condition they stand under (C17, 6.10.2). A name that a macro gives is not among them.</summary>
internal static partial class IncludeNames
{
    /// <returns>Base names, each once.</returns>
    public static IReadOnlyList<string> In(ReadOnlySpan<byte> content) =>
    [
        .. Included().Matches(SourceScan.WithoutSplices(Encoding.Latin1.GetString(content)))
            .Select(match => match.Groups["name"].Value.Split('/')[^1])
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Words stand between the directive and its name where comments do.</summary>
    [GeneratedRegex("""(?:include|include_next|import)\b[^\n"<]*(?:<(?<name>[^>\n]+)>|"(?<name>[^"\n]+)")""", RegexOptions.CultureInvariant)]
    private static partial Regex Included();
}
