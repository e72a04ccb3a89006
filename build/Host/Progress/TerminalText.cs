using System.Text;
using System.Text.RegularExpressions;
using OpenLinux.Common.Text;

namespace OpenLinux.Host.Progress;

/// <summary>Text for one row of a terminal.</summary>
internal static partial class TerminalText
{
    private const int FirstWide = 0x1100;
    private const int TabStop = 8;

    /// <summary>What a program said, as one row that cannot move the cursor.</summary>
    public static string Plain(string text) =>
        PrintableText.Of(EscapeSequence().Replace(text, "").Replace("\t", new string(' ', TabStop), StringComparison.Ordinal).TrimEnd());

    /// <summary>Cut to so many columns; the cut shows.</summary>
    public static string Fit(string text, int columns)
    {
        if (columns <= 0)
        {
            return "";
        }

        if (Columns(text) <= columns)
        {
            return text;
        }

        var fitted = new StringBuilder();
        var used = 1;
        foreach (var rune in text.EnumerateRunes())
        {
            used += Columns(rune);
            if (used > columns)
            {
                break;
            }

            fitted.Append(rune);
        }

        return fitted.Append('…').ToString();
    }

    /// <summary>At most as many as it takes: scripts in which characters are two columns wide begin with Hangul.</summary>
    public static int Columns(string text) => text.EnumerateRunes().Sum(Columns);

    private static int Columns(Rune rune) => rune.Value < FirstWide || rune.Value is >= 0x2000 and < 0x2600 ? 1 : 2;

    /// <summary>ECMA-48 control sequences, and operating system commands (a title, a link).</summary>
    [GeneratedRegex(@"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)?|[@-Z\\-_])")]
    private static partial Regex EscapeSequence();
}
