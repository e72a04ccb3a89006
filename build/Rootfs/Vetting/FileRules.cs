using OpenLinux.Configuration;
using OpenLinux.Rootfs.Elf;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>Judges what was found in a file by the policy, and by what is known of where the file comes from.</summary>
internal sealed class FileRules(InspectionPolicy policy, FindingCollector findings, KnownOrigins origins)
{
    public const string PathsFix = "compile it with -ffile-prefix-map=FOLDER=. and without absolute paths in -D";

    private readonly IReadOnlyList<ContentPattern> secrets = policy.Vetting.Secrets;
    private readonly ElfRules elfRules = new(policy.Architecture, findings);
    private readonly HardeningRules hardeningRules = new(findings);

    /// <summary>The folders that programs name, where the policy asks for them.</summary>
    public FolderMentions Folders { get; } = new();

    public void Check(string path, FileFacts facts)
    {
        if (facts.IsMalformed)
        {
            elfRules.CheckMalformed(path);
        }

        // What was found is not repeated: reports are read by many.
        foreach (var (pattern, offset) in facts.Secrets)
        {
            findings.Break(
                VettingRule.Secrets, path, $"at byte {offset} it holds what looks like one ({secrets[pattern].Name})",
                "take it out and revoke it; images keep what was ever in them");
        }

        if (facts.Program is { } program)
        {
            CheckProgram(path, program);
        }
    }

    private void CheckProgram(string path, ProgramFacts program)
    {
        Folders.Add(path, program.Folders);
        var debug = origins.SymbolsOf(path);
        elfRules.Check(path, program.Elf);
        hardeningRules.Check(
            path,
            program.Elf,
            Protection.OfStack(program.Elf, debug, program.NamesStackCheck),
            Protection.OfBuffers(program.Elf, debug, program.NamesChecked, program.NamesUnchecked));
        if (program.BuildPath is { } found)
        {
            findings.Break(VettingRule.BuildPaths, path, $"at byte {found.Offset} it holds \"{found.Text}\"", PathsFix);
        }
    }
}
