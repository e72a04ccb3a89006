namespace OpenLinux.Images.Elf;

/// <summary>A program header: p_type, p_offset and p_filesz.</summary>
internal readonly record struct ElfSegment(uint Type, ulong Offset, ulong Size)
{
    public const uint Dynamic = 2;
    public const uint Interpreter = 3;

    /// <returns>Null where the table is not wholly within <paramref name="head"/>.</returns>
    public static IReadOnlyList<ElfSegment>? TryParseAll(ElfHeader header, ReadOnlySpan<byte> head)
    {
        var wide = header.Class == 64;
        if (header.SegmentCount == 0)
        {
            return [];
        }

        var smallest = wide ? 56 : 32;
        var length = (ulong)header.SegmentSize * (ulong)header.SegmentCount;
        if (header.SegmentSize < smallest || header.SegmentsOffset > (ulong)head.Length || length > (ulong)head.Length - header.SegmentsOffset)
        {
            return null;
        }

        var segments = new List<ElfSegment>(header.SegmentCount);
        for (var index = 0; index < header.SegmentCount; index++)
        {
            var entry = head[((int)header.SegmentsOffset + (index * header.SegmentSize))..];
            segments.Add(Parse(entry, wide, header.LittleEndian));
        }

        return segments;
    }

    private static ElfSegment Parse(ReadOnlySpan<byte> entry, bool wide, bool little) => wide
        ? new(ElfHeader.Word32(entry, 0, little), ElfHeader.Word64(entry, 8, little), ElfHeader.Word64(entry, 32, little))
        : new(ElfHeader.Word32(entry, 0, little), ElfHeader.Word32(entry, 4, little), ElfHeader.Word32(entry, 16, little));
}
