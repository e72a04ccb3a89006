namespace OpenLinux.Rootfs.Elf;

/// <summary>What a program or library asks of the machine and of whoever loads it.</summary>
/// <param name="Fault">Why the segments cannot be trusted, or null.</param>
internal sealed record ElfFacts(ElfHeader Header, string? Fault)
{
    /// <summary>The path in PT_INTERP, or null.</summary>
    public string? Interpreter { get; init; }

    /// <summary>How many DT_NEEDED entries.</summary>
    public int Needed { get; init; }

    /// <summary>Whether it is relocated when loaded (PT_DYNAMIC).</summary>
    public bool HasDynamicSection { get; init; }

    public bool BindsNow { get; init; }

    public bool HasTextRelocations { get; init; }

    /// <summary>Whether some of what relocation writes to becomes read-only (PT_GNU_RELRO).</summary>
    public bool HasRelro { get; init; }

    /// <summary>Whether it says what its stack may be (PT_GNU_STACK).</summary>
    public bool StatesStack { get; init; }

    public bool HasExecutableStack { get; init; }

    /// <summary>Whether a segment is both writable and executable.</summary>
    public bool HasWritableCode { get; init; }

    /// <summary>Whether it was left its symbol table.</summary>
    public bool HasSymbols { get; init; }
}
