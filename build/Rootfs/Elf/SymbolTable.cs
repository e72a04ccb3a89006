using System.Text;

namespace OpenLinux.Rootfs.Elf;

/// <summary>A file's symbol table (SHT_SYMTAB) and the names that go with it (System V gABI, chapter 4, "Symbol Table").</summary>
internal sealed class SymbolTable
{
    private const uint SymbolTableType = 2;
    private const int FileSymbol = 4;

    private readonly ElfHeader header;
    private readonly byte[] symbols;
    private readonly byte[] names;
    private readonly int entrySize;

    private SymbolTable(ElfHeader header, byte[] symbols, byte[] names)
    {
        this.header = header;
        this.symbols = symbols;
        this.names = names;
        entrySize = header.IsWide ? 24 : 16;
    }

    public int Count => symbols.Length / entrySize;

    /// <param name="file">Can seek.</param>
    /// <returns>Null where the file has none, or is no whole ELF file.</returns>
    public static SymbolTable? TryOf(Stream file)
    {
        if (ElfHeader.TryParse(PartOf(file, 0, (ulong)Math.Min(file.Length, ElfHeader.Size))) is not { } header)
        {
            return null;
        }

        for (var index = 0; index < header.Sections.Count; index++)
        {
            if (SectionAt(file, header, index) is not { } section
                || ElfHeader.Word32(section, 4, header.LittleEndian) != SymbolTableType)
            {
                continue;
            }

            var link = ElfHeader.Word32(section, header.IsWide ? 40 : 24, header.LittleEndian);
            var strings = link < header.Sections.Count ? SectionAt(file, header, (int)link) : null;
            return ContentOf(file, header, section) is { } symbols && ContentOf(file, header, strings) is { } names
                ? new SymbolTable(header, symbols, names)
                : null;
        }

        return null;
    }

    public ElfSymbol SymbolAt(int index)
    {
        var entry = symbols.AsSpan(index * entrySize, entrySize);
        return new ElfSymbol(
            NameAt(ElfHeader.Word32(entry, 0, header.LittleEndian)),
            ElfHeader.Word(entry, header.IsWide ? 8 : 4, header.IsWide, header.LittleEndian),
            (entry[header.IsWide ? 4 : 12] & 0xf) == FileSymbol);
    }

    private string NameAt(uint offset)
    {
        var rest = offset < names.Length ? names.AsSpan((int)offset) : [];
        var end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }

    private static byte[]? SectionAt(Stream file, ElfHeader header, int index)
    {
        var table = header.Sections;
        var smallest = header.IsWide ? 64 : 40;
        return table.EntrySize >= smallest && table.Offset <= (ulong)file.Length
            ? PartOf(file, table.Offset + ((ulong)index * (ulong)table.EntrySize), (ulong)smallest)
            : null;
    }

    private static byte[]? ContentOf(Stream file, ElfHeader header, byte[]? section) => section is null ? null : PartOf(
        file,
        ElfHeader.Word(section, header.IsWide ? 24 : 16, header.IsWide, header.LittleEndian),
        ElfHeader.Word(section, header.IsWide ? 32 : 20, header.IsWide, header.LittleEndian));

    /// <returns>Null where the file ends before, or where it is more than an array holds.</returns>
    private static byte[]? PartOf(Stream file, ulong offset, ulong size)
    {
        var length = (ulong)file.Length;
        if (offset > length || size > length - offset || size > (ulong)Array.MaxLength)
        {
            return null;
        }

        var part = new byte[size];
        file.Position = (long)offset;
        file.ReadExactly(part);
        return part;
    }
}

/// <param name="IsFile">Whether it names the source file of the local symbols that follow (STT_FILE).</param>
internal readonly record struct ElfSymbol(string Name, ulong Value, bool IsFile);
