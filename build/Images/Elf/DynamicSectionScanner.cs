namespace OpenLinux.Images.Elf;

/// <summary>Looks for DT_NEEDED in a PT_DYNAMIC segment while the file passes by, chunk after chunk.</summary>
internal sealed class DynamicSectionScanner(ElfSegment segment, bool wide, bool littleEndian)
{
    private const ulong Null = 0;
    private const ulong NeededTag = 1;

    private readonly byte[] entry = new byte[wide ? 16 : 8];
    private int filled;
    private bool ended;

    /// <summary>How many shared libraries the file asks for.</summary>
    public int Needed { get; private set; }

    /// <summary>Bytes of the segment seen so far; fewer than its size when the file has ended means that it is damaged.</summary>
    public ulong Seen { get; private set; }

    /// <param name="position">Offset of the chunk in the file.</param>
    public void Feed(ReadOnlySpan<byte> chunk, ulong position)
    {
        var end = segment.Size > ulong.MaxValue - segment.Offset ? ulong.MaxValue : segment.Offset + segment.Size;
        var from = Math.Max(segment.Offset, position);
        var to = Math.Min(end, position + (ulong)chunk.Length);
        if (from >= to)
        {
            return;
        }

        Seen += to - from;
        foreach (var octet in chunk[(int)(from - position)..(int)(to - position)])
        {
            entry[filled++] = octet;
            if (filled == entry.Length)
            {
                filled = 0;
                Count();
            }
        }
    }

    private void Count()
    {
        var tag = wide ? ElfHeader.Word64(entry, 0, littleEndian) : ElfHeader.Word32(entry, 0, littleEndian);
        ended |= tag == Null;
        Needed += !ended && tag == NeededTag ? 1 : 0;
    }
}
