namespace OpenLinux.Images.Elf;

/// <summary>Looks for a symbol table (SHT_SYMTAB) among the section headers, which lie at the end of a file.</summary>
internal sealed class SectionTableScanner(ElfHeader header)
    : ElfTableScanner(header.Sections.Offset, header.Sections.Length, header.Sections.EntrySize)
{
    private const uint SymbolTable = 2;

    public bool HasSymbols { get; private set; }

    protected override void See(ReadOnlySpan<byte> entry) =>
        HasSymbols |= ElfHeader.Word32(entry, 4, header.LittleEndian) == SymbolTable;
}
