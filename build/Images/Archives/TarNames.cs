using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace OpenLinux.Images.Archives;

/// <summary>
/// Names in a tar are bytes. What is not UTF-8 in them becomes a lone surrogate a byte (PEP 383), so that two names
/// never turn into one.
/// </summary>
internal static class TarNames
{
    private const int EscapedByte = 0xdc00;

    /// <summary>As many characters of a name are shown; no path that a system takes is longer.</summary>
    private const int Shown = 4096;

    public static string Decode(ReadOnlySpan<byte> name)
    {
        if (Utf8.IsValid(name))
        {
            return Encoding.UTF8.GetString(name);
        }

        var text = new StringBuilder(name.Length);
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(name, out var rune, out var length) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (var octet in name[..length])
                {
                    text.Append((char)(EscapedByte + octet));
                }
            }

            name = name[length..];
        }

        return text.ToString();
    }

    /// <summary>How many bytes a decoded name has in the tar.</summary>
    public static int ByteCount(string name)
    {
        var count = 0;
        for (var index = 0; index < name.Length; index++)
        {
            if (!Rune.TryGetRuneAt(name, index, out var rune))
            {
                count++;
                continue;
            }

            count += rune.Utf8SequenceLength;
            index += rune.Utf16SequenceLength - 1;
        }

        return count;
    }

    /// <summary>
    /// Text with a name in it, for people: whoever chose the name must not choose what a terminal or a CI's log does with it.
    /// </summary>
    public static string Printable(string text)
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
