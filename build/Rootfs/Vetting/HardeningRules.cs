using OpenLinux.Rootfs.Elf;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>What makes a fault in a program hard to use: as its headers show it, and as the compiler left it.</summary>
internal sealed class HardeningRules(FindingCollector findings)
{
    public void Check(string path, ElfFacts facts, Protection stack, Protection buffers)
    {
        // Objects and core files are not run, and a file whose headers lie is refused as it is.
        if (facts is not { Header.Type: ElfHeader.Executable or ElfHeader.SharedObject, Fault: null })
        {
            return;
        }

        CheckAddress(path, facts);
        CheckMemory(path, facts);
        Check(VettingRule.StackProtector, path, stack, "compile it with -fstack-protector-strong");
        Check(
            VettingRule.Fortify, path, buffers,
            "compile it with -O1 or more and -D_FORTIFY_SOURCE=2; for an in-tree component, \"fortify\" stands in its depends");
    }

    private void CheckAddress(string path, ElfFacts facts)
    {
        if (facts.Header.Type == ElfHeader.Executable)
        {
            findings.Break(
                VettingRule.Pie, path, "its code lies at the same address each time (ET_EXEC)", "compile it with -fPIE, link it with -static-pie");
        }

        if (facts.HasTextRelocations)
        {
            findings.Break(
                VettingRule.TextRelocations, path, "relocation writes to its code (DT_TEXTREL)", "compile all of it with -fPIE, link it with -Wl,-z,text");
        }
    }

    private void CheckMemory(string path, ElfFacts facts)
    {
        if (!facts.HasRelro)
        {
            findings.Break(VettingRule.Relro, path, "nothing it relocates becomes read-only (no PT_GNU_RELRO)", "link it with -Wl,-z,relro");
        }

        if (facts is { HasDynamicSection: true, BindsNow: false })
        {
            findings.Break(
                VettingRule.BindNow, path, "it may resolve symbols while it runs (neither DF_BIND_NOW nor DF_1_NOW)", "link it with -Wl,-z,now");
        }

        var cause = facts switch
        {
            { StatesStack: false } => "it does not say that its stack need not be executable (no PT_GNU_STACK)",
            { HasExecutableStack: true } => "its stack is executable (PT_GNU_STACK with PF_X)",
            { HasWritableCode: true } => "a segment is both writable and executable (PT_LOAD with PF_W and PF_X)",
            _ => null,
        };
        if (cause is not null)
        {
            findings.Break(VettingRule.Nx, path, cause, "link it with -Wl,-z,noexecstack, without -N and without a script that joins code and data");
        }
    }

    private void Check(VettingRule rule, string path, Protection protection, string fix)
    {
        switch (protection.IsGiven)
        {
            case false:
                findings.Break(rule, path, protection.Cause, fix);
                break;
            case null:
                findings.Note(rule, path, protection.Cause);
                break;
        }
    }
}
