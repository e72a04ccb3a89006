using System.Text.RegularExpressions;

namespace OpenLinux.Engine.Headers;

/// <summary>
/// Macros that paste two parts their caller chooses (<c>a ## b</c>). One that adds a part of its own to the caller's, such as <c>c ## ULL</c>,
/// makes neither "asm" nor "__has_include".
/// </summary>
internal static partial class FreePaste
{
    public static bool IsIn(string code)
    {
        foreach (Match macro in FunctionMacro().Matches(code))
        {
            var body = macro.Groups["body"].Value;
            if (!Operator().IsMatch(body))
            {
                continue;
            }

            var parameters = macro.Groups["parameters"].Value.Split(',', StringSplitOptions.TrimEntries);
            foreach (Match paste in Paste().Matches(body))
            {
                if (IsFree(paste.Groups["left"].Value, parameters) && IsFree(paste.Groups["right"].Value, parameters))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsFree(string word, string[] parameters) =>
        word is "__VA_ARGS__" or "__VA_OPT__"
        || parameters.Any(parameter => parameter.TrimEnd('.', ' ') == word)
        || "__asm__".Contains(word, StringComparison.Ordinal)
        || "__has_include_next".Contains(word, StringComparison.Ordinal)
        || "__has_embed".Contains(word, StringComparison.Ordinal);

    [GeneratedRegex(@"^[ \t]*(?:#|%:)\s*define\s+\w+(?:\((?<parameters>[^)\n]*)\))?(?<body>[^\n]*)", RegexOptions.Multiline)]
    private static partial Regex FunctionMacro();

    [GeneratedRegex("##|%:%:")]
    private static partial Regex Operator();

    /// <summary>The right part may be the left one of the next.</summary>
    [GeneratedRegex(@"(?<left>\w+)\s*(?:##|%:%:)\s*(?=(?<right>\w+))")]
    private static partial Regex Paste();
}
