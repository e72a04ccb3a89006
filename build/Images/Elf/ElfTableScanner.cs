namespace OpenLinux.Images.Elf;

/// <summary>Looks at the entries of a table while the file passes by, chunk after chunk.</summary>
/// <param name="offset">Where the table begins in the file.</param>
/// <param name="size">Its size in bytes.</param>
internal abstract class ElfTableScanner(ulong offset, ulong size, int entrySize)
{
    private readonly byte[] entry = new byte[entrySize];
    private int filled;
    private ulong seen;

    /// <summary>Whether all of it has passed by; where the file has ended without it, the file is damaged.</summary>
    public bool IsWhole => seen >= size;

    /// <param name="position">Offset of the chunk in the file.</param>
    public void Feed(ReadOnlySpan<byte> chunk, ulong position)
    {
        var end = size > ulong.MaxValue - offset ? ulong.MaxValue : offset + size;
        var from = Math.Max(offset, position);
        var to = Math.Min(end, position + (ulong)chunk.Length);
        if (from >= to)
        {
            return;
        }

        seen += to - from;
        foreach (var octet in chunk[(int)(from - position)..(int)(to - position)])
        {
            entry[filled++] = octet;
            if (filled == entry.Length)
            {
                filled = 0;
                See(entry);
            }
        }
    }

    protected abstract void See(ReadOnlySpan<byte> entry);
}
