using OpenLinux.Configuration.Keys;

namespace OpenLinux.Configuration;

/// <summary>The cross toolchain: which one, program names or paths, and the flags all architectures share.</summary>
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
    private const string PinnedChoice = "pinned";

    public static ToolchainConfiguration Default { get; } = new("", "", "", "", "", "", [], []);

    /// <summary>Whether the programs are those of <see cref="Pinned"/>, and not what this machine has on PATH.</summary>
    public bool IsPinned { get; init; }

    public PinnedToolchain Pinned { get; init; } = PinnedToolchain.Empty;

    public static KeyTable<ToolchainConfiguration> Keys { get; } = new KeyTable<ToolchainConfiguration>()
        .Add(
            Key.Text("toolchain", "pinned: the toolchain below, by its hash; machine: the programs of PATH", "\"machine\"", TextRules.ToolchainChoice),
            (toolchain, choice) => toolchain with { IsPinned = choice == PinnedChoice })
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
            (toolchain, flags) => toolchain with { LdFlags = flags })
        .Add(PinnedToolchain.Keys);

    private static ConfigurationKey<string> Tool(string name, string description, string example) =>
        Key.Text(name, description, $"\"{example}\"", TextRules.Program) with { IsRequired = true };
}
