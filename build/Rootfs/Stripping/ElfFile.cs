using System.Text;
using OpenLinux.Rootfs.Elf;

namespace OpenLinux.Rootfs.Stripping;

/// <summary>
/// A linked ELF file in memory (System V gABI, chapters 4 and 5): its program headers stay where they are, its sections can be left out,
/// emptied and added, and are written behind what is loaded.
/// </summary>
internal sealed class ElfFile
{
    private const int NamesIndexAt64 = 62;
    private const int NamesIndexAt32 = 50;

    /// <summary>What is written has each section once, and tables and names of its own.</summary>
    private const int MostGrowth = 4;

    /// <summary>1 MiB, for alignment.</summary>
    private const int Room = 1 << 20;

    private readonly ElfHeader header;
    private readonly byte[] bytes;
    private readonly ElfWords words;
    private readonly IReadOnlyList<ElfSegment> segments;

    private ElfFile(ElfHeader header, byte[] bytes, IReadOnlyList<ElfSegment> segments)
    {
        (this.header, this.bytes, this.segments, words) = (header, bytes, segments, new(header.IsWide, header.LittleEndian));
        Sections = ReadSections();
    }

    /// <summary>In the order of the file, without the null section and the names of sections, which come by themselves.</summary>
    public IReadOnlyList<ElfSection> Sections { get; }

    public ElfWords Words => words;

    /// <exception cref="InvalidDataException">No ELF file, or one whose tables lie outside of it.</exception>
    public static ElfFile Parse(byte[] bytes)
    {
        var header = ElfHeader.TryParse(bytes) ?? throw new InvalidDataException("it has no whole ELF header");
        var least = header.IsWide ? 64 : 40;
        if (header.Sections.Count == 0 || header.Sections.EntrySize != least || !Holds(bytes, header.Sections.Offset, header.Sections.Length))
        {
            throw new InvalidDataException("its section headers lie outside of it, or have another size than its class has");
        }

        return ElfSegment.TryParseAll(header, bytes) is { } segments
            ? new ElfFile(header, bytes, segments)
            : throw new InvalidDataException("its program headers lie outside of it");
    }

    public ReadOnlySpan<byte> ContentOf(ElfSection section) => section.Added ?? (section.IsEmptied || section.Type == ElfSection.NoBits
        ? []
        : bytes.AsSpan((int)section.Offset, (int)section.Size));

    /// <summary>The file with what is loaded as it is, and those sections.</summary>
    /// <param name="kept">Sections of this file, or added ones.</param>
    public byte[] With(IReadOnlyList<ElfSection> kept)
    {
        var written = Write(kept, bytes.AsSpan(0, EndOfLoaded()).ToArray(), placed: section => section.IsLoaded);
        foreach (var section in Parse(written).Sections.Where(section => !section.IsLoaded))
        {
            var before = kept.First(other => other.Name == section.Name);
            for (var index = 0; index < segments.Count; index++)
            {
                if (before.Added is null && IsOf(segments[index], before))
                {
                    var entry = written.AsSpan((int)header.Segments.Offset + (index * header.Segments.EntrySize));
                    words.WriteWord(entry[(header.IsWide ? 8 : 4)..], section.Offset);
                }
            }
        }

        return written;
    }

    /// <summary>Whether a segment is that section alone, which nothing loads: the attributes of RISC-V programs (PT_RISCV_ATTRIBUTES) are.</summary>
    public bool HasSegment(ElfSection section) => !section.IsLoaded && segments.Any(segment => IsOf(segment, section));

    private static bool IsOf(ElfSegment segment, ElfSection section) =>
        segment.Type != ElfSegment.Load && section.Size > 0 && segment.Offset == section.Offset && segment.Size == section.Size;

    /// <summary>
    /// The file without what is loaded: the program headers say where that would be. They keep their offsets, which must agree with the
    /// addresses as to alignment, and of their content what is there: the headers themselves, and notes.
    /// </summary>
    /// <param name="kept">Sections of this file, emptied where they have no content here.</param>
    public byte[] WithoutLoaded(IReadOnlyList<ElfSection> kept)
    {
        var table = header.Segments;
        var head = bytes.AsSpan(0, table.Count == 0 ? HeaderSize : Math.Max(HeaderSize, (int)(table.Offset + table.Length))).ToArray();
        var written = Write(kept, head, placed: _ => false);
        var notes = Parse(written).Sections.Where(IsLoadedNote).DistinctBy(note => note.Address).ToDictionary(note => note.Address, note => note.Offset);
        for (var index = 0; index < segments.Count; index++)
        {
            var segment = segments[index];
            var moved = segment.Type == ElfSegment.Note && Sections.FirstOrDefault(section => section.Offset == segment.Offset && IsLoadedNote(section)) is { } note
                ? notes[note.Address]
                : (ulong?)null;
            var left = segment.Offset < (ulong)head.Length ? (ulong)head.Length - segment.Offset : 0;
            var entry = written.AsSpan((int)table.Offset + (index * table.EntrySize));
            words.WriteWord(entry[(header.IsWide ? 8 : 4)..], moved ?? segment.Offset);
            words.WriteWord(entry[(header.IsWide ? 32 : 16)..], moved is null ? Math.Min(segment.Size, left) : segment.Size);
        }

        return written;
    }

    private static bool IsLoadedNote(ElfSection section) => section is { Type: ElfSection.Note, IsLoaded: true };

    private int HeaderSize => header.IsWide ? 64 : 52;

    private int EntrySize => header.IsWide ? 64 : 40;

    private static bool Holds(byte[] bytes, ulong offset, ulong size) => offset <= (ulong)bytes.Length && size <= (ulong)bytes.Length - offset;

    private int EndOfLoaded()
    {
        var end = (ulong)HeaderSize;
        foreach (var segment in segments)
        {
            if (!Holds(bytes, segment.Offset, segment.Size))
            {
                throw new InvalidDataException("a segment lies outside of it");
            }

            end = Math.Max(end, segment.Type != ElfSegment.Load || segment.Size == 0 ? 0 : segment.Offset + segment.Size);
        }

        return (int)(segments.Count == 0 ? end : Math.Max(end, header.Segments.Offset + header.Segments.Length));
    }

    private byte[] Write(IReadOnlyList<ElfSection> kept, byte[] head, Func<ElfSection, bool> placed)
    {
        using var file = new MemoryStream();
        file.Write(head);
        using var names = new MemoryStream();
        names.WriteByte(0);
        var rows = new List<byte[]> { new byte[EntrySize] };
        var indexOf = kept.Select((section, index) => (section, index)).Where(pair => pair.section.Added is null).ToDictionary(pair => pair.section.Index, pair => pair.index + 1);
        foreach (var section in kept)
        {
            var content = ContentOf(section);
            var offset = section.Offset;
            if (!placed(section))
            {
                Align(file, section.Type == ElfSection.NoBits || section.IsEmptied ? 1 : section.Alignment, content.Length);
                offset = (ulong)file.Position;
                file.Write(content);
            }

            rows.Add(Row(section, NameIn(names, section.Name), offset, indexOf));
        }

        var own = new ElfSection(".shstrtab", ElfSection.Strings, Alignment: 1);
        var place = NameIn(names, own.Name);
        var namesAt = (ulong)file.Position;
        file.Write(names.ToArray());
        rows.Add(Row(own with { Size = (ulong)names.Length }, place, namesAt, indexOf));
        Align(file, header.IsWide ? 8UL : 4UL, rows.Count * EntrySize);
        var table = file.Position;
        foreach (var row in rows)
        {
            file.Write(row);
        }

        var written = file.ToArray();
        words.WriteWord(written.AsSpan(header.IsWide ? 40 : 32), (ulong)table);
        words.WriteHalf(written.AsSpan(header.IsWide ? 60 : 48), rows.Count);
        words.WriteHalf(written.AsSpan(header.IsWide ? NamesIndexAt64 : NamesIndexAt32), rows.Count - 1);
        return written;
    }

    private static uint NameIn(MemoryStream names, string name)
    {
        var at = (uint)names.Length;
        names.Write(Encoding.UTF8.GetBytes(name + '\0'));
        return at;
    }

    /// <summary>Makes place for what follows.</summary>
    /// <exception cref="InvalidDataException">There is more of it than any linker leaves: sections lie over each other, or apart by whatever they say.</exception>
    private void Align(MemoryStream file, ulong alignment, int following)
    {
        var beyond = alignment > 1 ? (ulong)file.Position % alignment : 0;
        var padding = beyond == 0 ? 0 : alignment - beyond;
        if (padding > (ulong)Room || file.Position + (long)padding + following > (MostGrowth * (long)bytes.Length) + Room)
        {
            throw new InvalidDataException("its sections come to more than it holds");
        }

        file.Write(new byte[padding]);
    }

    /// <summary>Elf32_Shdr and Elf64_Shdr have the same fields in the same order.</summary>
    private byte[] Row(ElfSection section, uint name, ulong offset, Dictionary<int, int> indexOf)
    {
        var row = new byte[EntrySize];
        var at = 0;
        Put32(name);
        Put32(section.IsEmptied ? ElfSection.NoBits : section.Type);
        PutWord(section.Flags);
        PutWord(section.Address);
        PutWord(offset);
        PutWord((ulong)(section.Added?.Length ?? (long)section.Size));
        Put32((uint)indexOf.GetValueOrDefault((int)section.Link));
        Put32(section.NamesSectionInInfo ? (uint)indexOf.GetValueOrDefault((int)section.Info) : section.Info);
        PutWord(section.Alignment);
        PutWord(section.EntrySize);
        return row;

        void Put32(uint value)
        {
            words.Write32(row.AsSpan(at), value);
            at += 4;
        }

        void PutWord(ulong value)
        {
            words.WriteWord(row.AsSpan(at), value);
            at += header.IsWide ? 8 : 4;
        }
    }

    private List<ElfSection> ReadSections()
    {
        var table = header.Sections;
        var rows = Enumerable.Range(0, table.Count).Select(index => ReadRow(index, (int)table.Offset + (index * table.EntrySize))).ToList();
        var namesIndex = ElfHeader.Half(bytes, header.IsWide ? NamesIndexAt64 : NamesIndexAt32, header.LittleEndian);
        if (namesIndex >= rows.Count)
        {
            throw new InvalidDataException("its sections have no names");
        }

        foreach (var (section, _) in rows)
        {
            if (section.Type != ElfSection.NoBits && !Holds(bytes, section.Offset, section.Size))
            {
                throw new InvalidDataException("a section lies outside of it");
            }
        }

        var names = rows[namesIndex].Section;
        if (names.Type == ElfSection.NoBits)
        {
            throw new InvalidDataException("its sections have no names");
        }

        return [.. rows.Where(row => row.Section.Index > 0 && row.Section.Index != namesIndex).Select(row => row.Section with { Name = NameAt(names, row.Name) })];
    }

    private (ElfSection Section, uint Name) ReadRow(int index, int at)
    {
        var word = header.IsWide ? 8 : 4;
        var start = at + 8;
        return (
            new ElfSection("", Read32(at + 4), Alignment: ReadWord(start + (4 * word) + 8))
            {
                Index = index,
                Flags = ReadWord(start),
                Address = ReadWord(start + word),
                Offset = ReadWord(start + (2 * word)),
                Size = ReadWord(start + (3 * word)),
                Link = Read32(start + (4 * word)),
                Info = Read32(start + (4 * word) + 4),
                EntrySize = ReadWord(start + (5 * word) + 8),
            },
            Read32(at));
    }

    private string NameAt(ElfSection names, uint at)
    {
        var rest = at < names.Size ? bytes.AsSpan((int)(names.Offset + at), (int)(names.Size - at)) : [];
        var end = rest.IndexOf((byte)0);
        return end < 0 ? throw new InvalidDataException("a section's name lies outside of the names") : Encoding.UTF8.GetString(rest[..end]);
    }

    private uint Read32(int at) => ElfHeader.Word32(bytes, at, header.LittleEndian);

    private ulong ReadWord(int at) => ElfHeader.Word(bytes, at, header.IsWide, header.LittleEndian);
}
