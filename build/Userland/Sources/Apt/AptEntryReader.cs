namespace OpenLinux.Userland.Sources.Apt;

/// <summary>Reads apt's sources in both formats of sources.list(5). What apt would refuse is left out, not reported: it is not our file.</summary>
public static class AptEntryReader
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>The one-line format: <c>deb [signed-by=/path] URI SUITE COMPONENT…</c>.</summary>
    public static IEnumerable<AptEntry> ReadList(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (ReadLine(line.Split('#')[0].Trim()) is { } entry)
            {
                yield return entry;
            }
        }
    }

    /// <summary>The deb822 format: paragraphs of fields, continued by indentation.</summary>
    public static IEnumerable<AptEntry> ReadDeb822(string text)
    {
        foreach (var fields in Deb822.Read(text))
        {
            var isOff = fields.GetValueOrDefault("Enabled", "yes") is "no" or "false" or "0";
            if (!isOff && HasDebType(Words(fields, "Types")))
            {
                yield return new AptEntry(
                    Words(fields, "URIs"),
                    Words(fields, "Suites"),
                    Words(fields, "Components"),
                    fields.GetValueOrDefault("Signed-By"),
                    fields.GetValueOrDefault("Trusted"));
            }
        }
    }

    private static AptEntry? ReadLine(string line)
    {
        var end = line.IndexOfAny(Blanks);
        if (end < 0 || !HasDebType([line[..end]]))
        {
            return null;
        }

        var rest = line[end..].Trim();
        string[] options = [];
        if (rest.StartsWith('[') && rest.IndexOf(']', StringComparison.Ordinal) is > 0 and var close)
        {
            options = Words(rest[1..close]);
            rest = rest[(close + 1)..].Trim();
        }

        return Words(rest) is [var uri, var suite, .. var components]
            ? new AptEntry([uri], [suite], components, Option(options, "signed-by"), Option(options, "trusted"))
            : null;
    }

    private static bool HasDebType(string[] types) => types.Any(type => type is "deb" or "deb-src");

    private static string? Option(string[] options, string name) =>
        options.FirstOrDefault(option => option.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..];

    private static string[] Words(Dictionary<string, string> fields, string name) =>
        Words(fields.GetValueOrDefault(name, ""));

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>One entry of apt's sources (sources.list(5)), in either of its formats.</summary>
/// <param name="SignedBy">Verbatim, as it may be a path, fingerprints or a whole key over several lines; null where absent.</param>
/// <param name="Trusted">Verbatim "yes" or "no"; null where absent.</param>
public sealed record AptEntry(
    IReadOnlyList<string> Uris,
    IReadOnlyList<string> Suites,
    IReadOnlyList<string> Components,
    string? SignedBy,
    string? Trusted);
