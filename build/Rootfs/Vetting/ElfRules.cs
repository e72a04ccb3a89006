using OpenLinux.Configuration;
using OpenLinux.Rootfs.Elf;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>Programs must be for the image's architecture and need no dynamic linker.</summary>
internal sealed class ElfRules(ArchitectureConfiguration architecture, FindingCollector findings)
{
    private const string StaticFix = "link it with -static: the image has no dynamic linker";

    public void Check(string path, ElfFacts facts)
    {
        CheckArchitecture(path, facts.Header);
        CheckLinkage(path, facts);
    }

    /// <summary>
    /// Linux does not ask for what is wrong here before it runs a program: class and byte order matter to it only where it
    /// runs both (fs/binfmt_elf.c, elf_check_arch).
    /// </summary>
    public void CheckMalformed(string path) => findings.Error(
        RootfsErrors.WrongElf, path,
        "it starts like a program, its ELF header is malformed or cut short, and a kernel may run it nevertheless", "build it anew, or take it out");

    private void CheckArchitecture(string path, ElfHeader header)
    {
        if (header.Class == architecture.ElfClass && header.Machine == architecture.ElfMachine && header.LittleEndian)
        {
            return;
        }

        var found = ElfMachineName.Describe(header.Class, header.LittleEndian, header.Machine);
        var wanted = ElfMachineName.Describe(architecture.ElfClass, littleEndian: true, architecture.ElfMachine);
        findings.Error(
            RootfsErrors.WrongElf,
            path,
            $"it is for {found}; {architecture.Name} wants {wanted}",
            $"build it for {architecture.Name} (--target={architecture.Triple}), or choose its architecture with --arch");
    }

    private void CheckLinkage(string path, ElfFacts facts)
    {
        var cause = facts switch
        {
            { Interpreter: { } interpreter } => $"it asks for {interpreter} (PT_INTERP)",
            { Needed: > 0 } => $"it asks for {facts.Needed} shared {(facts.Needed == 1 ? "library" : "libraries")} (DT_NEEDED)",
            _ => null,
        };
        if (cause is not null)
        {
            findings.Break(VettingRule.Static, path, cause, StaticFix);
        }
        else if (facts.Fault is { } fault)
        {
            // Whatever the policy says: no rule can be held against headers that lie.
            findings.Error(RootfsErrors.DynamicallyLinked, path, $"whether it is cannot be told: {fault}", StaticFix);
        }
    }
}
