using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;

namespace OpenLinux.Userland.Toolchains;

/// <summary>The cross toolchain as found on this machine, with what it is to the action key.</summary>
/// <param name="Programs">Names and flags, as configured.</param>
/// <param name="SearchPath">The PATH every action gets: the tools' folders, then /usr/bin:/bin.</param>
/// <param name="Linker">The linker's full path: by its name alone, a compiler takes the one that lies beside it.</param>
/// <param name="Identity">REAPI platform properties: for each tool the digest of its binary and of what that loads, and its version.</param>
/// <param name="Tools">The same programs for people, in the order of the configuration.</param>
/// <param name="Resources">What the compiler brings beside its binary: its headers (stdarg.h, …), and its runtime where that is installed.</param>
/// <param name="HeaderFolder">Where the headers are on this machine, for editors.</param>
public sealed record Toolchain(
    ToolchainConfiguration Programs,
    string SearchPath,
    string Linker,
    IReadOnlyDictionary<string, string> Identity,
    IReadOnlyList<Tool> Tools,
    FileTree Resources,
    string HeaderFolder)
{
    /// <summary>The pinned toolchain's programs; null where they are this machine's.</summary>
    public ToolTree? Tree { get; init; }

    /// <summary>The kernel's headers that a pinned toolchain brings; null where they are this machine's.</summary>
    public KernelHeaders? KernelHeaders { get; init; }

    /// <summary>What tells the compiler which linker to call: a path, or by name the one beside it.</summary>
    public string LinkerOption => Tree is null ? $"--ld-path={Linker}" : $"-fuse-ld={Programs.Ld[(Programs.Ld.IndexOf('.', StringComparison.Ordinal) + 1)..]}";

    /// <summary>Where <see cref="Headers"/> stand in an action's input root.</summary>
    public const string HeadersPath = "toolchain/include";

    public FileTree Headers { get; } = Resources.Below("include");

    /// <summary>The same for compiles, which share them.</summary>
    public SubtreeNode SharedHeaders { get; } = SubtreeNode.Of(Resources.Below("include"));

    /// <summary>With that of a pinned toolchain's programs, for what is made outside of steps.</summary>
    public IEnumerable<KeyValuePair<string, string>> AllIdentity => Tree is { } tree ? Identity.Append(tree.Property) : Identity;

    /// <summary>For a step that finds the compiler's headers by itself, instead of among its inputs.</summary>
    public IReadOnlyDictionary<string, string> IdentityWithResources { get; } = new Dictionary<string, string>(Identity)
    {
        ["tool:compiler resources"] = MerkleTree.Of(Resources).RootDigest.Hash,
    };

    /// <summary>The whole environment of an action: nothing of the user's, nothing of the day.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["PATH"] = SearchPath,
        ["HOME"] = "/nonexistent",
        ["LC_ALL"] = "C",
        ["TZ"] = "UTC",
        ["SOURCE_DATE_EPOCH"] = "0",
    };
}

/// <summary>A program of the toolchain as this machine has it, or the pinned toolchain as a whole.</summary>
/// <param name="Name">"clang".</param>
/// <param name="Version">The first line of what <c>--version</c> prints; empty where it prints none.</param>
/// <param name="Binary">The program's; of a pinned toolchain, its tree's.</param>
public sealed record Tool(string Name, string Version, Digest Binary)
{
    /// <summary>Archives that unpack to it; none where it is a program of this machine.</summary>
    public IReadOnlyList<SourceMaterial> Archives { get; init; } = [];
}
