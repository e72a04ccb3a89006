using System.Text.RegularExpressions;

namespace OpenLinux.Userland.Reading;

/// <summary>Names that mean more to a compiler than what stands in its inputs, and that macros could paste together (<c>##</c>).</summary>
internal static partial class SpecialNames
{
    /// <summary>They begin assembly.</summary>
    public static readonly string[] OfAssembly = ["asm", "_asm", "__asm", "__asm__"];

    /// <summary>They ask which files exist.</summary>
    public static readonly string[] OfQuestions = ["__has_include", "__has_include_next", "__has_embed"];

    /// <summary>They tell the time.</summary>
    public static readonly string[] OfClock = ["__DATE__", "__TIME__", "__TIMESTAMP__"];

    public static readonly string[] All = [.. OfAssembly, .. OfQuestions, .. OfClock];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Pieces =
        All.SelectMany(PiecesOf).ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly int Longest = All.Max(name => name.Length);

    /// <param name="code">Without comments and literals.</param>
    /// <returns>The words that are a piece of one.</returns>
    public static HashSet<string> PartsIn(string code)
    {
        var parts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var match in Word().EnumerateMatches(code))
        {
            if (match.Length < Longest && Pieces.TryGetValue(code.AsSpan(match.Index, match.Length), out var piece))
            {
                parts.Add(piece);
            }
        }

        return parts;
    }

    /// <returns>Whether the name can be made of two or more of the parts.</returns>
    public static bool IsMadeOf(string name, IReadOnlySet<string> parts)
    {
        var reached = new bool[name.Length + 1];
        reached[0] = true;
        for (var end = 1; end <= name.Length; end++)
        {
            for (var start = 0; start < end && !reached[end]; start++)
            {
                reached[end] = reached[start] && end - start < name.Length && parts.Contains(name[start..end]);
            }
        }

        return reached[^1];
    }

    private static IEnumerable<string> PiecesOf(string name) =>
        from start in Enumerable.Range(0, name.Length)
        from length in Enumerable.Range(1, name.Length - start)
        where length < name.Length
        select name.Substring(start, length);

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
