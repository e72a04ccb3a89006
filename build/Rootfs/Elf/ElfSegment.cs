namespace OpenLinux.Rootfs.Elf;

/// <summary>A program header: p_type, p_flags, p_offset and p_filesz.</summary>
internal readonly record struct ElfSegment(uint Type, uint Flags, ulong Offset, ulong Size)
{
    public const uint Load = 1;
    public const uint Dynamic = 2;
    public const uint Interpreter = 3;
    public const uint Note = 4;
    public const uint GnuStack = 0x6474e551;
    public const uint GnuRelro = 0x6474e552;

    private const uint Execute = 1;
    private const uint Write = 2;

    public bool IsExecutable => (Flags & Execute) != 0;

    public bool IsWritable => (Flags & Write) != 0;

    /// <returns>Null where the table is not wholly within <paramref name="head"/>.</returns>
    public static IReadOnlyList<ElfSegment>? TryParseAll(ElfHeader header, ReadOnlySpan<byte> head)
    {
        var table = header.Segments;
        if (table.Count == 0)
        {
            return [];
        }

        var smallest = header.IsWide ? 56 : 32;
        if (table.EntrySize < smallest || table.Offset > (ulong)head.Length || table.Length > (ulong)head.Length - table.Offset)
        {
            return null;
        }

        var segments = new List<ElfSegment>(table.Count);
        for (var index = 0; index < table.Count; index++)
        {
            var entry = head[((int)table.Offset + (index * table.EntrySize))..];
            segments.Add(Parse(entry, header.IsWide, header.LittleEndian));
        }

        return segments;
    }

    private static ElfSegment Parse(ReadOnlySpan<byte> entry, bool wide, bool little) => new(
        ElfHeader.Word32(entry, 0, little),
        ElfHeader.Word32(entry, wide ? 4 : 24, little),
        ElfHeader.Word(entry, wide ? 8 : 4, wide, little),
        ElfHeader.Word(entry, wide ? 32 : 16, wide, little));
}
