using System.Globalization;
using System.Text;

namespace OpenLinux.Common.Text;

/// <summary>
/// Text of someone else's, for people: names in a tarball, the words of a server. Whoever chose it must not choose what a terminal
/// or a CI's log does with it.
/// </summary>
public static class PrintableText
{
    /// <summary>Where PEP 383 puts a byte that is not UTF-8.</summary>
    public const int EscapedByte = 0xdc00;

    /// <summary>As many characters are shown; no path that a system takes is longer.</summary>
    private const int Shown = 4096;

    /// <summary>As it is where all of it can be printed.</summary>
    public static string Of(string text)
    {
        var printable = new StringBuilder(Math.Min(text.Length, Shown));
        for (var index = 0; index < text.Length; index++)
        {
            if (index >= Shown)
            {
                return printable.Append('…').ToString();
            }

            var category = CharUnicodeInfo.GetUnicodeCategory(text, index);
            if (char.IsSurrogatePair(text, index))
            {
                _ = category == UnicodeCategory.Format
                    ? printable.Append(CultureInfo.InvariantCulture, $"\\U{char.ConvertToUtf32(text, index):x8}")
                    : printable.Append(text, index, 2);
                index++;
            }
            else
            {
                Append(printable, text[index], category);
            }
        }

        return printable.ToString();
    }

    private static void Append(StringBuilder printable, char character, UnicodeCategory category)
    {
        _ = category switch
        {
            UnicodeCategory.Surrogate when character is >= (char)EscapedByte and <= (char)(EscapedByte + 0xff) =>
                printable.Append(CultureInfo.InvariantCulture, $"\\x{character - EscapedByte:x2}"),
            UnicodeCategory.Control when character < 0x80 => printable.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator =>
                printable.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
            _ => printable.Append(character),
        };
    }
}
