using System.Text.RegularExpressions;

namespace OpenLinux.Userland.Reading;

/// <summary>Words of a source that "asm" or "__has_include" can be pasted together from (<c>##</c>).</summary>
internal static partial class WordParts
{
    private static readonly HashSet<string> OfQuestions = [.. PartsOf("__has_include_next"), .. PartsOf("__has_embed")];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Questions =
        OfQuestions.GetAlternateLookup<ReadOnlySpan<char>>();

    public static SourceTraits In(string text)
    {
        var traits = SourceTraits.None;
        foreach (var match in Word().EnumerateMatches(text))
        {
            var word = text.AsSpan(match.Index, match.Length);
            traits |= word.Trim('_') switch
            {
                "a" or "as" => SourceTraits.HeadOfAssembly,
                "m" or "sm" => SourceTraits.TailOfAssembly,
                _ => SourceTraits.None,
            };
            if (Questions.Contains(word))
            {
                traits |= SourceTraits.PartOfQuestion;
            }
        }

        return traits;
    }

    /// <summary>Those with an underscore: one of them is needed, and hardly any other word is like them.</summary>
    private static IEnumerable<string> PartsOf(string name) =>
        from start in Enumerable.Range(0, name.Length)
        from length in Enumerable.Range(1, name.Length - start)
        let part = name.Substring(start, length)
        where part.Contains('_', StringComparison.Ordinal) && part is not ("__has_include" or "__has_include_next" or "__has_embed")
        select part;

    [GeneratedRegex(@"\b[A-Za-z_]\w{0,19}\b")]
    private static partial Regex Word();
}
