using System.Text;

namespace OpenLinux.Images.Elf;

/// <summary>A file's symbol table (SHT_SYMTAB) and the names that go with it (System V gABI, chapter 4, "Symbol Table").</summary>
internal sealed class SymbolTable
{
    private const uint SymbolTableType = 2;
    private const int FileSymbol = 4;

    private readonly ElfHeader header;
    private readonly Range symbols;
    private readonly Range names;
    private readonly int entrySize;

    private SymbolTable(ElfHeader header, Range symbols, Range names)
    {
        this.header = header;
        this.symbols = symbols;
        this.names = names;
        entrySize = header.IsWide ? 24 : 16;
    }

    public int Count => (symbols.End.Value - symbols.Start.Value) / entrySize;

    /// <returns>Null where the file has none, or is no whole ELF file.</returns>
    public static SymbolTable? TryOf(ReadOnlySpan<byte> file)
    {
        if (ElfHeader.TryParse(file) is not { } header)
        {
            return null;
        }

        for (var index = 0; index < header.Sections.Count; index++)
        {
            if (SectionAt(file, header, index) is not { IsEmpty: false } section
                || ElfHeader.Word32(section, 4, header.LittleEndian) != SymbolTableType)
            {
                continue;
            }

            var link = ElfHeader.Word32(section, header.IsWide ? 40 : 24, header.LittleEndian);
            var strings = link < header.Sections.Count ? SectionAt(file, header, (int)link) : [];
            return ContentOf(section, header, file.Length) is { } symbols && ContentOf(strings, header, file.Length) is { } names
                ? new SymbolTable(header, symbols, names)
                : null;
        }

        return null;
    }

    public ElfSymbol SymbolAt(ReadOnlySpan<byte> file, int index)
    {
        var entry = file[symbols].Slice(index * entrySize, entrySize);
        return new ElfSymbol(
            NameAt(file, ElfHeader.Word32(entry, 0, header.LittleEndian)),
            ElfHeader.Word(entry, header.IsWide ? 8 : 4, header.IsWide, header.LittleEndian),
            (entry[header.IsWide ? 4 : 12] & 0xf) == FileSymbol);
    }

    private string NameAt(ReadOnlySpan<byte> file, uint offset)
    {
        var table = file[names];
        var rest = offset < table.Length ? table[(int)offset..] : [];
        var end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }

    private static ReadOnlySpan<byte> SectionAt(ReadOnlySpan<byte> file, ElfHeader header, int index)
    {
        var table = header.Sections;
        var smallest = header.IsWide ? 64 : 40;
        var offset = table.Offset + ((ulong)index * (ulong)table.EntrySize);
        return table.EntrySize >= smallest && table.Offset <= (ulong)file.Length && offset + (ulong)smallest <= (ulong)file.Length
            ? file.Slice((int)offset, smallest)
            : [];
    }

    private static Range? ContentOf(ReadOnlySpan<byte> section, ElfHeader header, int length)
    {
        if (section.IsEmpty)
        {
            return null;
        }

        var offset = ElfHeader.Word(section, header.IsWide ? 24 : 16, header.IsWide, header.LittleEndian);
        var size = ElfHeader.Word(section, header.IsWide ? 32 : 20, header.IsWide, header.LittleEndian);
        return offset <= (ulong)length && size <= (ulong)length - offset ? (int)offset..(int)(offset + size) : null;
    }
}
