using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Toolchains;

/// <summary>Finds the configured tools on PATH and learns who they are, once for each binary.</summary>
/// <param name="searchPath">Where to look, as in PATH; null for this process's PATH.</param>
public sealed class ToolchainLocator(IBuildEngine engine, IFileDigester digester, IProcessLauncher launcher, string? searchPath = null)
{
    private static readonly string[] SystemFolders = ["/usr/bin", "/bin"];
    private static readonly string[] ResourceFolders = ["include", "lib", "share"];

    private readonly string[] folders =
    [
        .. ProgramPath.FoldersOf(searchPath ?? Environment.GetEnvironmentVariable("PATH"))
            .Concat(SystemFolders)
            .Select(Resolved)
            .Distinct(),
    ];

    /// <summary>Brings the toolchain where it is pinned.</summary>
    public PinnedToolchains? Pinned { get; init; }

    /// <exception cref="BuildException">A tool is not installed (<c>OL302</c>), or the pinned toolchain cannot be had (<c>OL211</c>, <c>OL212</c>, <c>OL214</c>).</exception>
    public Task<Toolchain> LocateAsync(ToolchainConfiguration programs, CancellationToken cancellation) =>
        programs.IsPinned && Pinned is { } pinned ? pinned.BringAsync(programs, cancellation) : LocateHereAsync(programs, cancellation);

    private async Task<Toolchain> LocateHereAsync(ToolchainConfiguration programs, CancellationToken cancellation)
    {
        string[] names = [programs.Cc, programs.Ld, programs.Ar, programs.Ranlib, programs.Strip, programs.Objcopy, "make", "sh"];
        var identity = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var linker = "";
        var tools = new List<Tool>();
        var inspector = new ToolInspector(engine, digester, launcher);
        var headerFolder = "";

        foreach (var name in names.Distinct())
        {
            var path = Find(name);
            used.Add(Path.GetDirectoryName(path)!);
            linker = name == programs.Ld ? path : linker;
            var inspected = await inspector.InspectAsync(path, isCompiler: name == programs.Cc, cancellation);
            tools.Add(inspected.Tool);
            identity[ToolIdentity.Property(inspected.Tool.Name)] = inspected.Identity.ToString();
            headerFolder = inspected.HeaderFolder ?? headerFolder;
        }

        // In the order in which they were searched, so that a step finds the very tools that were recorded.
        var stepPath = string.Join(':', folders.Where(used.Contains).Concat(SystemFolders).Distinct());
        return new Toolchain(programs, stepPath, linker, identity, tools, ResourcesIn(Path.GetDirectoryName(headerFolder)!), headerFolder);
    }

    /// <summary>Its headers, its runtime and the sanitizers' lists; programs beside them are run by nobody.</summary>
    private FileTree ResourcesIn(string folder) => ResourceFolders
        .Where(name => Directory.Exists(Path.Combine(folder, name)))
        .Aggregate(FileTree.Empty, (all, name) => all.WithTree(name, digester.TreeOf(Path.Combine(folder, name))));

    private string Find(string name) =>
        ProgramPath.Find(name, "/", string.Join(Path.PathSeparator, folders))
        ?? throw new BuildException(
            CommonErrors.ToolMissing,
            name,
            $"no folder of PATH has an executable '{name}'; config/toolchain.toml asks for it.",
            "./build.sh --target=Doctor shows what is missing; ./build.sh --setup=auto installs it.");

    /// <summary>/bin is /usr/bin on most systems: a tool is then named in one way, however PATH is ordered.</summary>
    private static string Resolved(string folder) => Directory.Exists(folder)
        ? Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(folder)
        : folder;
}
