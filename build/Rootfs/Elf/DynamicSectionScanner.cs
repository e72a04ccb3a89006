namespace OpenLinux.Rootfs.Elf;

/// <summary>Reads what a PT_DYNAMIC segment asks of whoever loads the file (System V gABI, chapter 5, "Dynamic Section").</summary>
internal sealed class DynamicSectionScanner(ElfSegment segment, bool wide, bool littleEndian)
    : ElfTableScanner(segment.Offset, segment.Size, wide ? 16 : 8)
{
    private const ulong Null = 0;
    private const ulong NeededTag = 1;
    private const ulong TextRelocationsTag = 22;
    private const ulong BindNowTag = 24;
    private const ulong FlagsTag = 30;
    private const ulong Flags1Tag = 0x6ffffffb;
    private const ulong TextRelocationsFlag = 4;
    private const ulong BindNowFlag = 8;
    private const ulong NowFlag1 = 1;

    private bool ended;

    /// <summary>How many shared libraries the file asks for.</summary>
    public int Needed { get; private set; }

    /// <summary>Whether all symbols are resolved before the program starts.</summary>
    public bool BindsNow { get; private set; }

    /// <summary>Whether relocation writes to code.</summary>
    public bool HasTextRelocations { get; private set; }

    protected override void See(ReadOnlySpan<byte> entry)
    {
        var tag = ElfHeader.Word(entry, 0, wide, littleEndian);
        var value = ElfHeader.Word(entry, wide ? 8 : 4, wide, littleEndian);
        ended |= tag == Null;
        if (ended)
        {
            return;
        }

        Needed += tag == NeededTag ? 1 : 0;
        BindsNow |= tag == BindNowTag || (tag == FlagsTag && (value & BindNowFlag) != 0) || (tag == Flags1Tag && (value & NowFlag1) != 0);
        HasTextRelocations |= tag == TextRelocationsTag || (tag == FlagsTag && (value & TextRelocationsFlag) != 0);
    }
}
