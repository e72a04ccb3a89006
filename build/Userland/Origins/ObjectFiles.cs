using System.Globalization;
using System.Text;

namespace OpenLinux.Userland.Origins;

/// <summary>The ELF files in a file: itself, or the members of an archive (ar(5), with the long names of GNU and of BSD).</summary>
internal static class ObjectFiles
{
    private const int HeaderSize = 60;

    private static ReadOnlySpan<byte> ArchiveMagic => "!<arch>\n"u8;

    private static ReadOnlySpan<byte> ElfMagic => "\u007fELF"u8;

    /// <returns>Each with its name in the archive; "" for the file itself.</returns>
    public static IEnumerable<(string Member, ReadOnlyMemory<byte> Content)> In(ReadOnlyMemory<byte> file)
    {
        if (file.Span.StartsWith(ElfMagic))
        {
            return [("", file)];
        }

        return file.Span.StartsWith(ArchiveMagic) ? Members(file).Where(member => member.Content.Span.StartsWith(ElfMagic)) : [];
    }

    private static IEnumerable<(string Member, ReadOnlyMemory<byte> Content)> Members(ReadOnlyMemory<byte> archive)
    {
        ReadOnlyMemory<byte> longNames = default;
        var at = ArchiveMagic.Length;
        while (at + HeaderSize <= archive.Length)
        {
            var name = Encoding.UTF8.GetString(archive.Span.Slice(at, 16)).TrimEnd();
            if (!int.TryParse(archive.Span.Slice(at + 48, 10), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var size)
                || size > archive.Length - at - HeaderSize)
            {
                yield break;
            }

            var content = archive.Slice(at + HeaderSize, size);
            at += HeaderSize + size + (size & 1);
            if (name == "//")
            {
                longNames = content;
            }
            else if (name.StartsWith("#1/", StringComparison.Ordinal) && int.TryParse(name.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= size)
            {
                yield return (Encoding.UTF8.GetString(content.Span[..length].TrimEnd((byte)0)), content[length..]);
            }
            else
            {
                yield return (GnuName(name, longNames.Span), content);
            }
        }
    }

    /// <summary>"name.o/", or "/123" for what begins there in the table of long names.</summary>
    private static string GnuName(string name, ReadOnlySpan<byte> longNames)
    {
        if (name.Length < 2 || name[0] != '/' || !int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) || offset >= longNames.Length)
        {
            return name.TrimEnd('/');
        }

        var rest = longNames[offset..];
        var end = rest.IndexOf((byte)'/');
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }
}
