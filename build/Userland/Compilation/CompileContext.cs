using System.Collections.Concurrent;
using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Reading;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sysroots;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Userland.Compilation;

/// <summary>What every component of one architecture is built with.</summary>
/// <param name="Root">The checkout.</param>
public sealed record CompileContext(
    string Root,
    ArchitectureConfiguration Architecture,
    Toolchain Toolchain,
    IBuildEngine Engine,
    IFileDigester Digester)
{
    /// <summary>Where the dependencies' outputs stand in an action's input root.</summary>
    public const string SysrootPath = "sysroot";

    /// <summary>
    /// The integrated assembler would obey the directives of inline assembly instead of writing them down; with -flto, there would be none.
    /// </summary>
    private static readonly string[] Listing =
        ["-S", "-fno-integrated-as", "-fno-lto", "-Wno-unused-command-line-argument", "-o", "listing.s"];

    /// <summary>Knows what it has read already: there is one for all compiles.</summary>
    public CInputReader Reader { get; } = new(Listing);

    /// <summary>All that are configured, this machine's own among them: programs that run during a build are built for that.</summary>
    public IReadOnlyDictionary<string, ArchitectureConfiguration> Architectures { get; init; } = new Dictionary<string, ArchitectureConfiguration>();

    /// <summary>What scripts of all recipes may read of the machine.</summary>
    public IReadOnlyList<string> MachineReads { get; init; } = [];

    /// <summary>Whether nothing keeps scripts from reading what they have not declared.</summary>
    public bool IsUnconfined { get; init; }

    /// <summary>Whether sysroots are laid out where names that differ by case alone are one.</summary>
    public bool FoldsCase { get; init; }

    /// <summary>What compiles and links see of the sysroots made so far.</summary>
    internal SysrootViews Sysroots { get; } = new();

    /// <summary>Tells people of sources that nobody compiles.</summary>
    public LeftOutSources LeftOut { get; init; } = new(_ => { });

    /// <summary>The components' folders as they were when first asked for.</summary>
    internal ConcurrentDictionary<string, Lazy<FileTree>> Folders { get; } = new(StringComparer.Ordinal);

    public string Absolute(string path) => Path.Combine(Root, path);
}

/// <summary>Builds one kind of component.</summary>
internal interface IComponentBuilder
{
    /// <param name="sysroot">What the component's dependencies give, merged.</param>
    Task<ComponentOutput> BuildAsync(Component component, FileTree sysroot, CancellationToken cancellation);
}
