using System.Text;

namespace OpenLinux.Archives.Tar;

/// <summary>
/// Writes one ustar header (POSIX.1-2017 pax, "ustar Interchange Format") and, only where a name, link or size does not fit it,
/// a pax extended header before. Our own, since System.Formats.Tar puts the process ID into pax headers and
/// promises no bytes across versions, and the rootfs must be the same to the bit everywhere.
/// </summary>
internal static class TarHeaderBlock
{
    public const int Size = 512;

    private const int NameLength = 100;
    private const int PrefixLength = 155;
    private const long MaximumSize = 0x1_FFFF_FFFF;

    /// <param name="path">Relative, without a trailing slash.</param>
    /// <param name="modified">Seconds since 1970-01-01 UTC, not negative.</param>
    public static byte[] Encode(string path, TarEntryType type, int mode, long size, long modified, string link = "")
    {
        var name = Encoding.UTF8.GetBytes(type == TarEntryType.Directory ? path + "/" : path);
        var target = Encoding.UTF8.GetBytes(link);
        var split = SplitAt(name);
        var records = new MemoryStream();
        if (split < 0)
        {
            AddRecord(records, "path", name);
        }

        if (target.Length > NameLength)
        {
            AddRecord(records, "linkpath", target);
        }

        if (size > MaximumSize)
        {
            AddRecord(records, "size", Encoding.ASCII.GetBytes(size.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        var header = Ustar(name, Math.Max(split, 0), type, mode, size > MaximumSize ? 0 : size, modified, target);
        return records.Length == 0 ? header : [.. Extended(records.ToArray(), modified), .. header];
    }

    /// <returns>The bytes that bring a file of <paramref name="size"/> bytes to a whole number of blocks.</returns>
    public static int Padding(long size) => (int)((Size - (size % Size)) % Size);

    private static byte[] Extended(byte[] records, long modified) =>
    [
        .. Ustar("PaxHeaders/entry"u8, 0, TarEntryType.PaxExtended, 0b110_100_100, records.Length, modified, []),
        .. records,
        .. new byte[Padding(records.Length)],
    ];

    private static byte[] Ustar(
        ReadOnlySpan<byte> name, int split, TarEntryType type, int mode, long size, long modified, ReadOnlySpan<byte> target)
    {
        var block = new byte[Size];
        var field = block.AsSpan();
        var shortName = split > 0 ? name[(split + 1)..] : name;
        shortName[..Math.Min(shortName.Length, NameLength)].CopyTo(field);
        Octal(field.Slice(100, 8), mode);
        Octal(field.Slice(108, 8), 0);
        Octal(field.Slice(116, 8), 0);
        Octal(field.Slice(124, 12), size);
        Octal(field.Slice(136, 12), modified);
        field[156] = (byte)type;
        target[..Math.Min(target.Length, NameLength)].CopyTo(field[157..]);
        "ustar\0"u8.CopyTo(field[257..]);
        "00"u8.CopyTo(field[263..]);
        Octal(field.Slice(329, 8), 0);
        Octal(field.Slice(337, 8), 0);
        if (split > 0)
        {
            name[..split].CopyTo(field[345..]);
        }

        Checksum(field);
        return block;
    }

    /// <returns>Where the name is split into prefix and name; 0 where it fits whole; -1 where neither works.</returns>
    private static int SplitAt(ReadOnlySpan<byte> name)
    {
        if (name.Length <= NameLength)
        {
            return 0;
        }

        for (var slash = 1; slash <= Math.Min(PrefixLength, name.Length - 2); slash++)
        {
            if (name[slash] == '/' && name.Length - slash - 1 <= NameLength)
            {
                return slash;
            }
        }

        return -1;
    }

    private static void AddRecord(MemoryStream records, string key, ReadOnlySpan<byte> value)
    {
        // "LENGTH key=value\n", where LENGTH counts its own digits.
        var rest = key.Length + value.Length + 3;
        var length = rest + Digits(rest);
        length = rest + Digits(length);
        records.Write(Encoding.ASCII.GetBytes($"{length} {key}="));
        records.Write(value);
        records.WriteByte((byte)'\n');
    }

    private static int Digits(int number) => number < 10 ? 1 : 1 + Digits(number / 10);

    private static void Octal(Span<byte> field, long value)
    {
        field[^1] = 0;
        for (var index = field.Length - 2; index >= 0; index--)
        {
            field[index] = (byte)('0' + (value & 7));
            value >>= 3;
        }
    }

    private static void Checksum(Span<byte> block)
    {
        block.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var octet in block)
        {
            sum += octet;
        }

        Octal(block.Slice(148, 7), sum);
        block[155] = (byte)' ';
    }
}
