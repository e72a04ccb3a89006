using OpenLinux.Configuration;
using OpenLinux.Images.Elf;

namespace OpenLinux.Images.Inspection;

/// <summary>Programs must be for the image's architecture and need no dynamic linker.</summary>
internal sealed class ElfRules(ArchitectureConfiguration architecture, FindingCollector findings)
{
    public void Check(string path, ElfFacts facts)
    {
        CheckArchitecture(path, facts.Header);
        CheckLinkage(path, facts);
    }

    private void CheckArchitecture(string path, ElfHeader header)
    {
        if (header.Class == architecture.ElfClass && header.Machine == architecture.ElfMachine && header.LittleEndian)
        {
            return;
        }

        var found = ElfMachineName.Describe(header.Class, header.LittleEndian, header.Machine);
        var wanted = ElfMachineName.Describe(architecture.ElfClass, littleEndian: true, architecture.ElfMachine);
        findings.Error(
            ImagesErrors.WrongElf,
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
            { Fault: { } fault } => $"whether it is cannot be told: {fault}",
            _ => null,
        };
        if (cause is not null)
        {
            findings.Break(VettingRule.Static, path, cause, "link it with -static: the image has no dynamic linker");
        }
    }
}
