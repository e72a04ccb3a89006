using OpenLinux.Common.Processes;
using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Sources;

namespace OpenLinux.Userland.Toolchains;

/// <summary>Brings the pinned toolchain: nothing of this machine but its system and architecture says which programs those are.</summary>
/// <param name="folderOf">Lays a tree out, once, and tells where; null where its files are not on this machine.</param>
public sealed class PinnedToolchains(IBuildEngine engine, SourceFetcher sources, Func<SubtreeNode, CancellationToken, Task<string?>> folderOf)
{
    /// <summary>For <c>sh</c> and <c>make</c>, and what they call; no output depends on whose they are.</summary>
    private const string SystemPath = "/usr/bin:/bin";

    /// <summary>For editors, where nothing was compiled on this machine: nobody brings headers for them alone.</summary>
    private const string NotHere = "/nonexistent/include";

    private static readonly string[] EndsOfPrograms = ["", ".exe", ".cmd"];

    /// <exception cref="Common.Errors.BuildException">It cannot be had, or is not what is pinned (<c>OL211</c>, <c>OL212</c>, <c>OL214</c>).</exception>
    public async Task<Toolchain> BringAsync(ToolchainConfiguration programs, CancellationToken cancellation)
    {
        var pinned = programs.Pinned;
        var outcome = await engine.RunAsync(ToolchainUnpacking.Of(pinned, sources), cancellation);
        var files = outcome.Outputs.Below(ToolchainUnpacking.Output);
        foreach (var program in (string[])[programs.Cc, programs.Ld, programs.Ar, programs.Ranlib])
        {
            RequireProgram(pinned, files, program);
        }

        // Headers are inputs of what reads them, and no part of the programs: a compiler's own are the same on every system.
        var tree = new ToolTree(pinned.Name, pinned.Version, SubtreeNode.Of(files.Where((path, _) => path.StartsWith(ToolTree.Programs + "/", StringComparison.Ordinal))));
        var resources = files.Below(pinned.Resources);
        return new Toolchain(
            programs,
            SystemPath,
            programs.Ld,
            new Dictionary<string, string>(),
            [new Tool(pinned.Name, pinned.Version, MerkleTree.Of(files).RootDigest) { Archives = PinnedArchives.For(pinned, HostSystem.Name) }],
            resources,
            await folderOf(SubtreeNode.Of(resources.Below("include")), cancellation) ?? NotHere)
        {
            Tree = tree,
            KernelHeaders = new KernelHeaders(pinned, files),
        };
    }

    private static void RequireProgram(PinnedToolchain pinned, FileTree files, string program)
    {
        if (!EndsOfPrograms.Any(end => files.Nodes.ContainsKey($"{ToolTree.Programs}/{program}{end}")))
        {
            throw ToolchainUnpacking.Unusable(pinned, $"It has no program {program}, which config/toolchain.toml asks for.");
        }
    }
}
