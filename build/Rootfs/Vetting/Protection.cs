using OpenLinux.Rootfs.Elf;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>Whether the compiler protected a program in one of its ways, as far as the program and its debug file tell.</summary>
/// <param name="IsGiven">Null where nothing tells.</param>
/// <param name="Cause">Why it is not given, or cannot be told.</param>
internal readonly record struct Protection(bool? IsGiven, string Cause)
{
    private static readonly Protection Given = new(true, "");
    private static readonly Protection Unknown = new(null, "cannot be told: it was stripped, and no debug file is at hand");

    /// <param name="debug">What its debug file tells; null without one.</param>
    /// <param name="namesCheck">Whether the program holds the name <c>__stack_chk_fail</c>.</param>
    public static Protection OfStack(ElfFacts facts, SymbolFacts? debug, bool namesCheck)
    {
        if (debug is { StackProtector.Units: > 0 })
        {
            return OfMarks(debug.StackProtector);
        }

        if (namesCheck || debug is { HasStackCheck: true })
        {
            return Given;
        }

        return debug is not null || facts.HasSymbols || facts.Needed > 0
            ? new Protection(false, "none of its functions ever calls __stack_chk_fail")
            : Unknown;
    }

    /// <param name="debug">What its debug file tells; null without one.</param>
    /// <param name="namesChecked">Whether the program holds the name of a function that checks, such as <c>__memcpy_chk</c>.</param>
    /// <param name="namesUnchecked">Whether it holds the name of one that could.</param>
    public static Protection OfBuffers(ElfFacts facts, SymbolFacts? debug, bool namesChecked, bool namesUnchecked)
    {
        if (debug is not null)
        {
            return debug.Fortify.Units > 0
                ? OfMarks(debug.Fortify)
                : new Protection(false, "none of its translation units was compiled with the headers of src/lib/fortify");
        }

        if (namesChecked || (facts.HasSymbols && !namesUnchecked))
        {
            return Given;
        }

        return facts.HasSymbols
            ? new Protection(false, "it has functions that fill buffers, and none that checks their size (__memcpy_chk and the like)")
            : Unknown;
    }

    private static Protection OfMarks(UnitMarks marks) =>
        marks.ProtectAll ? Given : new Protection(false, $"{marks.Unprotected}, were compiled without it");
}
