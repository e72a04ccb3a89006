using OpenLinux.Configuration.Keys;

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
    IReadOnlyList<string> LdFlags)
{
    public static ToolchainConfiguration Default { get; } = new("", "", "", "", "", "", [], []);

    public static KeyTable<ToolchainConfiguration> Keys { get; } = new KeyTable<ToolchainConfiguration>()
        .Add(Tool("cc", "the C compiler", "clang"), (toolchain, cc) => toolchain with { Cc = cc })
        .Add(Tool("ld", "the linker", "ld.lld"), (toolchain, ld) => toolchain with { Ld = ld })
        .Add(Tool("ar", "the archiver", "llvm-ar"), (toolchain, ar) => toolchain with { Ar = ar })
        .Add(Tool("ranlib", "the archive indexer", "llvm-ranlib"), (toolchain, ranlib) => toolchain with { Ranlib = ranlib })
        .Add(Tool("strip", "the symbol stripper", "llvm-strip"), (toolchain, strip) => toolchain with { Strip = strip })
        .Add(Tool("objcopy", "the object copier", "llvm-objcopy"), (toolchain, objcopy) => toolchain with { Objcopy = objcopy })
        .Add(
            Key.List("cflags", "compiler flags for every architecture", "[\"-Os\", \"-g\"]", TextRules.Flag),
            (toolchain, flags) => toolchain with { CFlags = flags })
        .Add(
            Key.List("ldflags", "linker flags for every architecture", "[\"-static\"]", TextRules.Flag),
            (toolchain, flags) => toolchain with { LdFlags = flags });

    private static ConfigurationKey<string> Tool(string name, string description, string example) =>
        Key.Text(name, description, $"\"{example}\"", TextRules.Program) with { IsRequired = true };
}
