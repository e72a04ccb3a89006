namespace OpenLinux.Rootfs.Elf;

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

/// <summary>A table of headers inside an ELF file.</summary>
/// <param name="Offset">From the start of the file, in bytes.</param>
/// <param name="EntrySize">In bytes.</param>
internal readonly record struct ElfTable(ulong Offset, int EntrySize, int Count)
{
    /// <summary>In bytes.</summary>
    public ulong Length => (ulong)EntrySize * (ulong)Count;
}

/// <summary>Looks for a symbol table (SHT_SYMTAB) among the section headers, which lie at the end of a file.</summary>
internal sealed class SectionTableScanner(ElfHeader header)
    : ElfTableScanner(header.Sections.Offset, header.Sections.Length, header.Sections.EntrySize)
{
    private const uint SymbolTable = 2;

    public bool HasSymbols { get; private set; }

    protected override void See(ReadOnlySpan<byte> entry) =>
        HasSymbols |= ElfHeader.Word32(entry, 4, header.LittleEndian) == SymbolTable;
}
