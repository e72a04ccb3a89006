namespace OpenLinux.Archives.Tar;

/// <summary>A 512-byte tar header as read: v7, ustar, pax or GNU.</summary>
internal static class TarHeader
{
    private const int ModeBits = 0b111_111_111_111;

    /// <exception cref="ArchiveException">Its checksum or a number in it is wrong.</exception>
    public static TarEntry Parse(ReadOnlySpan<byte> block, long offset)
    {
        CheckSum(block, offset);
        var name = Text(block[..100]);
        var prefix = block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(block.Slice(345, 155)) : string.Empty;
        var path = prefix.Length == 0 ? name : $"{prefix}/{name}";
        var type = (TarEntryType)block[156];
        if (type == TarEntryType.OldFile && path.EndsWith('/'))
        {
            type = TarEntryType.Directory;
        }

        var size = HasData(type) ? Size(block.Slice(124, 12), offset) : 0;
        return new TarEntry(
            path,
            type,
            (int)(Number(block.Slice(100, 8), offset) & ModeBits),
            size,
            Text(block.Slice(157, 100)))
        {
            UnpackedBytes = type == TarEntryType.GnuSparse ? Size(block.Slice(483, 12), offset) : size,
            Uid = Number(block.Slice(108, 8), offset),
            Gid = Number(block.Slice(116, 8), offset),
            Modified = Number(block.Slice(136, 12), offset),
        };
    }

    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return TarNames.Decode(end < 0 ? field : field[..end]);
    }

    /// <summary>Octal digits, or GNU's base-256 where the first bit is set.</summary>
    public static long Number(ReadOnlySpan<byte> field, long offset)
    {
        if ((field[0] & 0x80) != 0)
        {
            return Base256(field, offset);
        }

        var value = 0L;
        foreach (var digit in field.Trim((byte)' '))
        {
            if (digit is 0 or (byte)' ')
            {
                break;
            }

            value = digit is >= (byte)'0' and <= (byte)'7'
                ? (value << 3) | (uint)(digit - '0')
                : throw ArchiveException.Corrupt($"the tar header at byte {offset} has a number that is not octal");
        }

        return value;
    }

    private static bool HasData(TarEntryType type) => type is not (TarEntryType.HardLink or TarEntryType.Symlink
        or TarEntryType.CharacterDevice or TarEntryType.BlockDevice or TarEntryType.Directory or TarEntryType.Fifo);

    private static void CheckSum(ReadOnlySpan<byte> block, long offset)
    {
        // Old tars summed signed bytes; readers accept both.
        int unsigned = 0, signed = 0;
        for (var index = 0; index < block.Length; index++)
        {
            var octet = index is >= 148 and < 156 ? (byte)' ' : block[index];
            unsigned += octet;
            signed += (sbyte)octet;
        }

        var stated = Number(block.Slice(148, 8), offset);
        if (stated != unsigned && stated != signed)
        {
            throw ArchiveException.Corrupt($"the tar header at byte {offset} has checksum {stated}, its bytes have {unsigned}");
        }
    }

    private static long Size(ReadOnlySpan<byte> field, long offset) =>
        Number(field, offset) is var size and >= 0 ? size : throw OutOfRange(offset);

    /// <summary>Two's complement after the bit that marks it: times before 1970 are negative.</summary>
    private static long Base256(ReadOnlySpan<byte> field, long offset)
    {
        var value = (long)(sbyte)(field[0] << 1) >> 1;
        foreach (var octet in field[1..])
        {
            if (value is > long.MaxValue >> 9 or < long.MinValue >> 9)
            {
                throw OutOfRange(offset);
            }

            value = (value << 8) | octet;
        }

        return value;
    }

    private static ArchiveException OutOfRange(long offset) =>
        ArchiveException.Corrupt($"the tar header at byte {offset} has a number that is out of range");
}
