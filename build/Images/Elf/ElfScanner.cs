using System.Text;

namespace OpenLinux.Images.Elf;

/// <summary>Learns <see cref="ElfFacts"/> from a file that is read once, forward, in constant memory.</summary>
internal static class ElfScanner
{
    /// <summary>Linkers put the program headers right behind the ELF header; what has them elsewhere was patched.</summary>
    public const int HeadSize = 64 * 1024;

    private const int LongestPath = 4096;

    /// <param name="head">The file's first <see cref="HeadSize"/> bytes, or all of it.</param>
    /// <param name="readOn">Reads on behind the head into a buffer; 0 at the end.</param>
    /// <returns>Null where it is no ELF file.</returns>
    public static ElfFacts? Scan(ReadOnlySpan<byte> head, byte[] buffer, Func<byte[], int> readOn)
    {
        if (!ElfHeader.HasMagic(head) || ElfHeader.TryParse(head) is not { } header)
        {
            return null;
        }

        if (ElfSegment.TryParseAll(header, head) is not { } segments)
        {
            return new ElfFacts(header, null, 0, "its program headers lie where no linker puts them");
        }

        string? interpreter = null;
        DynamicSectionScanner? scanner = null;
        ElfSegment dynamic = default;
        foreach (var segment in segments)
        {
            if (segment.Type == ElfSegment.Interpreter)
            {
                interpreter = InterpreterOf(segment, head);
            }
            else if (segment.Type == ElfSegment.Dynamic && scanner is null)
            {
                dynamic = segment;
                scanner = new DynamicSectionScanner(segment, header.Class == 64, header.LittleEndian);
            }
        }

        if (scanner is null)
        {
            return new ElfFacts(header, interpreter, 0, null);
        }

        FeedAll(scanner, dynamic, head, buffer, readOn);
        var fault = scanner.Seen < dynamic.Size ? "its dynamic section lies beyond the end of the file" : null;
        return new ElfFacts(header, interpreter, scanner.Needed, fault);
    }

    private static void FeedAll(
        DynamicSectionScanner scanner, ElfSegment segment, ReadOnlySpan<byte> head, byte[] buffer, Func<byte[], int> readOn)
    {
        scanner.Feed(head, 0);
        var position = (ulong)head.Length;
        while (scanner.Seen < segment.Size && readOn(buffer) is var read and > 0)
        {
            scanner.Feed(buffer.AsSpan(0, read), position);
            position += (ulong)read;
        }
    }

    private static string InterpreterOf(ElfSegment segment, ReadOnlySpan<byte> head)
    {
        if (segment.Size is 0 or > LongestPath || segment.Offset > (ulong)head.Length - Math.Min(segment.Size, (ulong)head.Length))
        {
            return "a dynamic linker";
        }

        return Encoding.UTF8.GetString(head.Slice((int)segment.Offset, (int)segment.Size).TrimEnd((byte)0));
    }
}
