using System.Text;

namespace OpenLinux.Rootfs.Elf;

/// <summary>Learns <see cref="ElfFacts"/> from a file that is read once, forward, in constant memory.</summary>
internal sealed class ElfReader
{
    /// <summary>Linkers put the program headers right behind the ELF header; what has them elsewhere was patched.</summary>
    public const int HeadSize = 64 * 1024;

    private const int LongestPath = 4096;

    private readonly ElfHeader header;
    private readonly IReadOnlyList<ElfSegment>? segments;
    private readonly string? interpreter;
    private readonly DynamicSectionScanner? dynamic;
    private readonly SectionTableScanner? sections;

    private ElfReader(ElfHeader header, ReadOnlySpan<byte> head)
    {
        this.header = header;
        segments = ElfSegment.TryParseAll(header, head);
        foreach (var segment in segments ?? [])
        {
            if (segment.Type == ElfSegment.Interpreter)
            {
                interpreter = InterpreterOf(segment, head);
            }
            else if (segment.Type == ElfSegment.Dynamic)
            {
                dynamic ??= new DynamicSectionScanner(segment, header.IsWide, header.LittleEndian);
            }
        }

        sections = header.Sections.EntrySize >= (header.IsWide ? 64 : 40) ? new SectionTableScanner(header) : null;
    }

    /// <param name="head">The file's first <see cref="HeadSize"/> bytes, or all of it; they are to be fed as well.</param>
    /// <returns>Null where it is no ELF file.</returns>
    public static ElfReader? TryBegin(ReadOnlySpan<byte> head) =>
        ElfHeader.TryParse(head) is { } header ? new ElfReader(header, head) : null;

    /// <param name="position">Offset of the chunk in the file.</param>
    public void Feed(ReadOnlySpan<byte> chunk, ulong position)
    {
        dynamic?.Feed(chunk, position);
        sections?.Feed(chunk, position);
    }

    /// <summary>Once the file has ended.</summary>
    public ElfFacts Finish()
    {
        var fault = segments is null ? "its program headers lie where no linker puts them"
            : dynamic is { IsWhole: false } ? "its dynamic section lies beyond the end of the file"
            : null;
        return new ElfFacts(header, fault)
        {
            Interpreter = interpreter,
            Needed = dynamic?.Needed ?? 0,
            HasDynamicSection = dynamic is not null,
            BindsNow = dynamic is { BindsNow: true },
            HasTextRelocations = dynamic is { HasTextRelocations: true },
            HasRelro = Has(ElfSegment.GnuRelro),
            StatesStack = Has(ElfSegment.GnuStack),
            HasExecutableStack = Any(segment => segment.Type == ElfSegment.GnuStack && segment.IsExecutable),
            HasWritableCode = Any(segment => segment.Type == ElfSegment.Load && segment.IsExecutable && segment.IsWritable),
            HasSymbols = sections is { HasSymbols: true },
        };
    }

    private bool Has(uint type) => Any(segment => segment.Type == type);

    private bool Any(Func<ElfSegment, bool> predicate) => segments is not null && segments.Any(predicate);

    private static string InterpreterOf(ElfSegment segment, ReadOnlySpan<byte> head)
    {
        var length = (ulong)head.Length;
        if (segment.Size is 0 or > LongestPath || segment.Size > length || segment.Offset > length - segment.Size)
        {
            return "a dynamic linker";
        }

        return Encoding.UTF8.GetString(head.Slice((int)segment.Offset, (int)segment.Size).TrimEnd((byte)0));
    }
}
