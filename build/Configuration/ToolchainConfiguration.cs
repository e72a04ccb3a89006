namespace OpenLinux.Configuration;

/// <summary>The cross toolchain: program names or paths, and the flags all architectures share.</summary>
public sealed record ToolchainConfiguration(
    string Cc,
    string Ld,
    string Ar,
    string Ranlib,
    string Strip,
    string Objcopy,
    IReadOnlyList<string> CFlags,
    IReadOnlyList<string> LdFlags);
