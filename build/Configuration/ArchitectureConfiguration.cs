namespace OpenLinux.Configuration;

/// <summary>One target architecture, <c>config/arch/NAME.toml</c>.</summary>
/// <param name="Name">As users write it, e.g. "x86_64"; qemu and binfmt_misc call it so as well.</param>
/// <param name="Triple">What the compiler is told, e.g. "x86_64-linux-musl".</param>
/// <param name="Platform">As Docker and OCI write it, e.g. "linux/amd64".</param>
/// <param name="ElfClass">32 or 64 (bits), the ELF header's EI_CLASS.</param>
/// <param name="ElfMachine">The ELF header's e_machine, e.g. 62 for x86-64.</param>
public sealed record ArchitectureConfiguration(
    string Name,
    string Triple,
    string Platform,
    int ElfClass,
    int ElfMachine,
    IReadOnlyList<string> CFlags,
    IReadOnlyList<string> LdFlags);
