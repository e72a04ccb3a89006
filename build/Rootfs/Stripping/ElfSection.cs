namespace OpenLinux.Rootfs.Stripping;

/// <summary>A section of an ELF file (Elf64_Shdr).</summary>
internal sealed record ElfSection(string Name, uint Type, ulong Alignment)
{
    public const uint ProgramBits = 1;
    public const uint Strings = 3;
    public const uint RelocationsWithAddends = 4;
    public const uint Note = 7;
    public const uint NoBits = 8;
    public const uint Relocations = 9;

    private const ulong Allocated = 2;
    private const ulong InfoIsSection = 0x40;

    /// <summary>In the section header table that it was read from.</summary>
    public int Index { get; init; }

    public ulong Flags { get; init; }

    public ulong Address { get; init; }

    public ulong Offset { get; init; }

    public ulong Size { get; init; }

    public uint Link { get; init; }

    public uint Info { get; init; }

    public ulong EntrySize { get; init; }

    /// <summary>Content that no file has yet; null for a section that was read.</summary>
    public byte[]? Added { get; init; }

    /// <summary>Whether its content is left out, and its place and size stay.</summary>
    public bool IsEmptied { get; init; }

    public bool IsLoaded => (Flags & Allocated) != 0;

    /// <summary>sh_info of relocations names the section they are for.</summary>
    public bool NamesSectionInInfo => Type is RelocationsWithAddends or Relocations || (Flags & InfoIsSection) != 0;
}
