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

    private static SourceTraits In(string body, string[] parameters)
    {
        var traits = SourceTraits.None;
        foreach (Match paste in Paste().Matches(body))
        {
            bool Makes(string whole) => IsPart("left", whole) && IsPart("right", whole);
            bool IsPart(string side, string whole) =>
                paste.Groups[side].Value is var word
                && (whole.Contains(word, StringComparison.Ordinal) || word is "__VA_ARGS__" || parameters.Any(parameter => parameter.TrimEnd('.', ' ') == word));

            traits |= Makes("__asm__") ? SourceTraits.PastesAssembly : SourceTraits.None;
            traits |= Makes("__has_include_next") || Makes("__has_embed") ? SourceTraits.PastesQuestion : SourceTraits.None;
        }

        return traits;
    }

    [GeneratedRegex(@"^[ \t]*(?:#|%:)\s*define\s+\w+(?:\((?<parameters>[^)\n]*)\))?(?<body>[^\n]*)", RegexOptions.Multiline)]
    private static partial Regex Macro();

    [GeneratedRegex("##|%:%:")]
    private static partial Regex Operator();

    /// <summary>The right part may be the left one of the next.</summary>
    [GeneratedRegex(@"(?<left>\w+)\s*(?:##|%:%:)\s*(?=(?<right>\w+))")]
    private static partial Regex Paste();
}
