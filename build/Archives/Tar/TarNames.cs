using System.Text;
using System.Text.Unicode;
using OpenLinux.Common.Text;

namespace OpenLinux.Archives.Tar;

/// <summary>
/// Names in a tar are bytes. What is not UTF-8 in them becomes a lone surrogate a byte (PEP 383), so that two names
/// never turn into one; <see cref="PrintableText"/> shows it as <c>\xNN</c>.
/// </summary>
public static class TarNames
{
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
                    text.Append((char)(PrintableText.EscapedByte + octet));
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
}
