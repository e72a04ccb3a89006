using System.Text.RegularExpressions;
using OpenLinux.Rootfs.Elf;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>Looks into one program after the other: its headers, its symbols' names, and paths of the machine it was built on.</summary>
internal sealed class ProgramScan
{
    public const string PathsFix = "compile it with -ffile-prefix-map=FOLDER=. and without absolute paths in -D";

    private const int LongestTold = 120;

    /// <summary>Names of functions as a string table holds them.</summary>
    private static readonly Regex[] Names =
    [
        new(@"\b__stack_chk_fail\b", ContentPatterns.Options),
        new(@"\b__[a-z_]+_chk\b", ContentPatterns.Options),
        new(@"\x00(mem(cpy|move|set)|str(cpy|cat|ncpy|ncat)|stpcpy|v?sn?printf|f?gets|fread|read|recv|realpath)\x00", ContentPatterns.Options),
    ];

    private readonly FindingCollector findings;
    private readonly KnownOrigins origins;
    private readonly PatternScanner scanner;
    private readonly FolderScan? folders;
    private readonly ElfRules elfRules;
    private readonly HardeningRules hardeningRules;
    private ElfReader? reader;

    public ProgramScan(InspectionPolicy policy, FindingCollector findings, KnownOrigins origins)
    {
        this.findings = findings;
        this.origins = origins;
        elfRules = new ElfRules(policy.Architecture, findings);
        hardeningRules = new HardeningRules(findings);
        scanner = new PatternScanner([.. Names, .. policy.IsOn(VettingRule.BuildPaths) ? ContentPatterns.OfBuildPaths(policy) : []]);
        folders = policy.IsOn(VettingRule.BuildPaths) && policy.CollectsFolders ? new FolderScan() : null;
    }

    /// <summary>The folders that programs name, where the policy asks for them.</summary>
    public IReadOnlyList<FolderMention> Folders => folders?.Mentions ?? [];

    /// <param name="head">The file's first <see cref="ElfReader.HeadSize"/> bytes, or all of it.</param>
    /// <returns>Whether it is a program; then it is to be fed, with the head first.</returns>
    public bool TryBegin(string path, ReadOnlySpan<byte> head)
    {
        if (ElfHeader.IsMalformed(head))
        {
            elfRules.CheckMalformed(path);
        }

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

    public void Finish(string path)
    {
        var facts = reader!.Finish();
        var matches = scanner.Finish();
        folders?.Finish(path);
        var debug = origins.SymbolsOf(path);
        elfRules.Check(path, facts);
        hardeningRules.Check(
            path,
            facts,
            Protection.OfStack(facts, debug, namesCheck: matches[0] is not null),
            Protection.OfBuffers(facts, debug, namesChecked: matches[1] is not null, namesUnchecked: matches[2] is not null));
        if (matches.Skip(Names.Length).FirstOrDefault(match => match is not null) is { } found)
        {
            findings.Break(
                VettingRule.BuildPaths, path, $"at byte {found.Offset} it holds \"{Printable(found.Text)}\"",
                PathsFix);
        }
    }

    private static string Printable(string text)
    {
        var printable = string.Concat(text.SkipWhile(character => character != '/').Where(character => character is > ' ' and <= '~'));
        return printable.Length <= LongestTold ? printable : printable[..LongestTold] + "…";
    }
}
