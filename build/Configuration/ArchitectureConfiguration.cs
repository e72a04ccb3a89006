using OpenLinux.Configuration.Keys;

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
    IReadOnlyList<string> LdFlags)
{
    public static KeyTable<ArchitectureConfiguration> Keys { get; } = new KeyTable<ArchitectureConfiguration>()
        .Add(
            Key.Text("triple", "what the compiler is told to build for", "\"x86_64-linux-musl\"", TextRules.Triple) with { IsRequired = true },
            (architecture, triple) => architecture with { Triple = triple })
        .Add(
            Key.Text("platform", "what Docker calls it", "\"linux/amd64\"", TextRules.Platform) with { IsRequired = true },
            (architecture, platform) => architecture with { Platform = platform })
        .Add(
            Key.Number("elf_class", "bits of its ELF files (EI_CLASS)", "64", new NumberRule("32 or 64", 32, 64, Step: 32)) with { IsRequired = true },
            (architecture, bits) => architecture with { ElfClass = (int)bits })
        .Add(
            Key.Number("elf_machine", "e_machine of its ELF files", "62", new NumberRule("the ELF header's e_machine, 1 to 65535", 1, 65535)) with
            {
                IsRequired = true,
            },
            (architecture, machine) => architecture with { ElfMachine = (int)machine })
        .Add(
            Key.List("cflags", "compiler flags for this architecture", "[\"-march=x86-64\"]", TextRules.Flag),
            (architecture, flags) => architecture with { CFlags = flags })
        .Add(
            Key.List("ldflags", "linker flags for this architecture", "[\"-static\"]", TextRules.Flag),
            (architecture, flags) => architecture with { LdFlags = flags });

    public static ArchitectureConfiguration Of(string name) => new(name, "", "", 0, 0, [], []);
}
