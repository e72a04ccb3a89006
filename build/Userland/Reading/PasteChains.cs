using System.Text.RegularExpressions;

namespace OpenLinux.Userland.Reading;

/// <summary>
/// What macros could make by pasting (<c>##</c>), as patterns in which "*" stands for what a caller chooses: <c>c ## ULL</c> makes
/// "*ULL". The last of several pastes that take part in a name makes all of it, so that each name that is pasted matches a pattern.
/// </summary>
internal static partial class PasteChains
{
    public const string Anything = "*";

    /// <param name="code">Spliced, without comments.</param>
    public static IReadOnlySet<string> In(string code)
    {
        var chains = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match macro in Macro().Matches(code))
        {
            var body = macro.Groups["body"].Value;
            if (Operator().IsMatch(body))
            {
                chains.UnionWith(Unclear().IsMatch(macro.Value) ? [Anything] : In(body, macro.Groups["parameters"].Value));
            }
        }

        return chains;
    }

    public static bool Matches(string chain, string name)
    {
        var parts = chain.Split('*');
        var at = parts[0].Length;
        if (!name.StartsWith(parts[0], StringComparison.Ordinal) || !name.EndsWith(parts[^1], StringComparison.Ordinal) || name.Length < at + (parts.Length > 1 ? parts[^1].Length : 0))
        {
            return false;
        }

        foreach (var part in parts.AsSpan(1..^(parts.Length > 1 ? 1 : 0)))
        {
            at = name.IndexOf(part, at, StringComparison.Ordinal) is var found and >= 0 ? found + part.Length : name.Length + 1;
            if (at + parts[^1].Length > name.Length)
            {
                return false;
            }
        }

        return parts.Length > 1 || name.Length == at;
    }

    /// <summary>An argument of several words ends one name and begins another.</summary>
    private static IEnumerable<string> In(string body, string parameters)
    {
        var names = parameters.Split(',').Select(name => name.Trim().TrimEnd('.').TrimEnd()).Append("__VA_ARGS__").ToHashSet(StringComparer.Ordinal);
        foreach (Match chain in Chain().Matches(body))
        {
            string[] words = [.. Operator().Split(chain.Value).Select(word => word.Trim()).Select(word => names.Contains(word) ? Anything : word)];
            for (var first = 0; first < words.Length - 1; first++)
            {
                for (var last = first + 1; last < words.Length; last++)
                {
                    if ((first == 0 || words[first] == Anything) && (last == words.Length - 1 || words[last] == Anything))
                    {
                        yield return Stars().Replace(string.Concat(words[first..(last + 1)]), Anything);
                    }
                }
            }
        }
    }

    [GeneratedRegex(@"^[ \t\v\f]*(?:#|%:)\s*define\s+[\w$\x80-\xff]+(?:\((?<parameters>[^)\n]*)\))?(?<body>[^\n]*)", RegexOptions.Multiline)]
    private static partial Regex Macro();

    [GeneratedRegex("##|%:%:")]
    private static partial Regex Operator();

    [GeneratedRegex(@"[\w$\x80-\xff]+(?:\s*(?:##|%:%:)\s*[\w$\x80-\xff]+)+")]
    private static partial Regex Chain();

    /// <summary>An operand that is no word, or a name that is spelt by numbers (\u00e9).</summary>
    [GeneratedRegex(@"__VA_OPT__|\\[uUN]")]
    private static partial Regex Unclear();

    [GeneratedRegex(@"\*+")]
    private static partial Regex Stars();
}
