using System.Text.RegularExpressions;
using OpenLinux.Rootfs.Elf;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>Looks into one program after the other: its headers, its symbols' names, and paths of the machine it was built on.</summary>
internal sealed class ProgramScan(ScanPatterns patterns)
{
    private const int LongestTold = 120;

    /// <summary>Names of functions as a string table holds them.</summary>
    private static readonly Regex[] Names =
    [
        new(@"\b__stack_chk_fail\b", ContentPatterns.Options),
        new(@"\b__[a-z_]+_chk\b", ContentPatterns.Options),
        new(@"\x00(mem(cpy|move|set)|str(cpy|cat|ncpy|ncat)|stpcpy|v?sn?printf|f?gets|fread|read|recv|realpath)\x00", ContentPatterns.Options),
    ];

    private readonly PatternScanner scanner = new([.. Names, .. patterns.BuildPaths]);
    private readonly FolderScan? folders = patterns.CollectsFolders ? new FolderScan() : null;
    private ElfReader? reader;

    /// <param name="head">The file's first <see cref="ElfReader.HeadSize"/> bytes, or all of it.</param>
    /// <returns>Whether it is a program; then it is to be fed, with the head first.</returns>
    public bool TryBegin(ReadOnlySpan<byte> head)
    {
        reader = ElfReader.TryBegin(head);
        return reader is not null;
    }

    /// <param name="position">Offset of the chunk in the file.</param>
    public void Feed(ReadOnlySpan<byte> chunk, long position)
    {
        reader?.Feed(chunk, (ulong)position);
        scanner.Feed(chunk);
        folders?.Feed(chunk);
    }

    public ProgramFacts Finish()
    {
        var matches = scanner.Finish();
        var path = matches.Skip(Names.Length).FirstOrDefault(match => match is not null);
        return new ProgramFacts(
            reader!.Finish(),
            NamesStackCheck: matches[0] is not null,
            NamesChecked: matches[1] is not null,
            NamesUnchecked: matches[2] is not null,
            path is { } found ? (Printable(found.Text), found.Offset) : null,
            folders?.Finish() ?? []);
    }

    private static string Printable(string text)
    {
        var printable = string.Concat(text.SkipWhile(character => character != '/').Where(character => character is > ' ' and <= '~'));
        return printable.Length <= LongestTold ? printable : printable[..LongestTold] + "…";
    }
}
