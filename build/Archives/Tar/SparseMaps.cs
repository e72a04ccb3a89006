using System.Text;

namespace OpenLinux.Archives.Tar;

/// <summary>Reads where the data of a sparse file lies, in each of the ways that GNU tar has written it (its manual, "Sparse Formats").</summary>
internal static class SparseMaps
{
    private const int BlockSize = TarHeaderBlock.Size;
    private const int EntrySize = 24;

    /// <summary>More than any number has.</summary>
    private const int TooManyDigits = 20;

    /// <summary>The old GNU format: some extents in the header, more in blocks behind it while a flag says so.</summary>
    /// <param name="header">The entry's header; overwritten by what follows.</param>
    /// <param name="readBlock">Reads the next block into it.</param>
    public static List<SparseExtent> OldGnu(byte[] header, long offset, Action readBlock)
    {
        var extents = new List<SparseExtent>();
        Add(extents, header.AsSpan(386, 4 * EntrySize), offset);
        for (var flag = 482; header[flag] != 0; flag = 504)
        {
            readBlock();
            Add(extents, header.AsSpan(0, 21 * EntrySize), offset);
        }

        return extents;
    }

    /// <summary>pax format 0.1, and 0.0 once its records are joined: "OFFSET,LENGTH,OFFSET,LENGTH".</summary>
    public static List<SparseExtent> Pax(string map, long offset)
    {
        var numbers = map.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var extents = new List<SparseExtent>();
        for (var index = 0; index + 1 < numbers.Length; index += 2)
        {
            Add(extents, new SparseExtent(Number(numbers[index], offset), Number(numbers[index + 1], offset)));
        }

        return extents;
    }

    /// <summary>pax format 1.0: the map stands before the data, a number a line, padded to whole blocks.</summary>
    /// <param name="readBlock">Reads the next block of the entry's data.</param>
    public static List<SparseExtent> PaxInData(Func<byte[]> readBlock, long offset)
    {
        var numbers = Numbers(readBlock, offset).GetEnumerator();
        var extents = new List<SparseExtent>();
        for (var left = Next(); left > 0; left--)
        {
            Add(extents, new SparseExtent(Next(), Next()));
        }

        return extents;

        long Next() => numbers.MoveNext() ? numbers.Current : throw Malformed(offset);
    }

    private static IEnumerable<long> Numbers(Func<byte[]> readBlock, long offset)
    {
        var digits = new StringBuilder();
        while (true)
        {
            var block = readBlock();
            foreach (var octet in block)
            {
                if (octet != '\n')
                {
                    _ = digits.Length < TooManyDigits ? digits.Append((char)octet) : throw Malformed(offset);
                    continue;
                }

                yield return Number(digits.ToString(), offset);
                digits.Clear();
            }
        }
    }

    private static void Add(List<SparseExtent> extents, ReadOnlySpan<byte> entries, long offset)
    {
        for (var at = 0; at < entries.Length && entries[at] != 0; at += EntrySize)
        {
            Add(extents, new SparseExtent(TarHeader.Number(entries.Slice(at, 12), offset), TarHeader.Number(entries.Slice(at + 12, 12), offset)));
        }
    }

    private static void Add(List<SparseExtent> extents, SparseExtent extent)
    {
        if (extents.Count == SparseFile.MaximumExtents)
        {
            throw ArchiveException.TooLarge($"a sparse file in more than {SparseFile.MaximumExtents} pieces");
        }

        extents.Add(extent);
    }

    private static long Number(string digits, long offset) =>
        digits.Length is > 0 and < 19 && digits.All(char.IsAsciiDigit)
            ? long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture)
            : throw Malformed(offset);

    private static ArchiveException Malformed(long offset) =>
        ArchiveException.Corrupt($"the sparse map of the entry at byte {offset} of the tar is malformed");
}

/// <summary>Data between the holes of a sparse file.</summary>
/// <param name="Offset">Where it lies in the file, in bytes.</param>
/// <param name="Length">In bytes.</param>
internal readonly record struct SparseExtent(long Offset, long Length);
