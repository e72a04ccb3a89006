namespace OpenLinux.Images.Elf;

/// <summary>What a program or library asks of the machine and the dynamic linker.</summary>
/// <param name="Interpreter">The path in PT_INTERP, or null.</param>
/// <param name="Needed">How many DT_NEEDED entries.</param>
/// <param name="Fault">Why the segments cannot be trusted, or null.</param>
internal sealed record ElfFacts(ElfHeader Header, string? Interpreter, int Needed, string? Fault);
