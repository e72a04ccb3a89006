using System.Text.RegularExpressions;

namespace OpenLinux.Userland.Reading;

/// <summary>
/// Macros that paste two parts their caller chooses (<c>a ## b</c>). One that adds a part of its own to the caller's, such as <c>c ## ULL</c>,
/// makes neither "asm" nor "__has_include".
/// </summary>
internal static partial class FreePaste
{
    public static SourceTraits In(string code)
    {
        var traits = SourceTraits.None;
        foreach (Match macro in Macro().Matches(code))
        {
            var body = macro.Groups["body"].Value;
            if (Operator().IsMatch(body))
            {
                traits |= In(body, macro.Groups["parameters"].Value.Split(',', StringSplitOptions.TrimEntries));
            }
        }

        return traits;
    }

    /// <summary>A chain (<c>bb ## kind ## name</c>) makes one word, with all parts of the macro's own in it.</summary>
    private static SourceTraits In(string body, string[] parameters)
    {
        var traits = SourceTraits.None;
        foreach (Match chain in Chain().Matches(body))
        {
            var made = new Regex(string.Concat(Operator().Split(chain.Value).Select(part => PatternOf(part.Trim()))));
            traits |= made.IsMatch("__asm__") ? SourceTraits.PastesAssembly : SourceTraits.None;
            traits |= made.IsMatch("__has_include_next") || made.IsMatch("__has_embed") ? SourceTraits.PastesQuestion : SourceTraits.None;
        }

        return traits;

        string PatternOf(string word) =>
            word is "__VA_ARGS__" || parameters.Any(parameter => parameter.TrimEnd('.', ' ') == word) ? @"\w*" : word;
    }

    [GeneratedRegex(@"^[ \t]*(?:#|%:)\s*define\s+\w+(?:\((?<parameters>[^)\n]*)\))?(?<body>[^\n]*)", RegexOptions.Multiline)]
    private static partial Regex Macro();

    [GeneratedRegex("##|%:%:")]
    private static partial Regex Operator();

    [GeneratedRegex(@"\w+(?:\s*(?:##|%:%:)\s*\w+)+")]
    private static partial Regex Chain();
}
