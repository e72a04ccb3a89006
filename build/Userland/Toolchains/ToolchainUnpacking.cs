using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Sources;
using OpenLinux.Userland.Sources.Places;
using OpenLinux.Userland.Sources.Unpacking;

namespace OpenLinux.Userland.Toolchains;

/// <summary>
/// The step that fetches a pinned toolchain and unpacks what is used of it. Its key is the table that pins it, but for the places that serve
/// its archives: none is fetched where the result is known.
/// </summary>
internal sealed class ToolchainUnpacking(PinnedToolchain toolchain, SourceFetcher sources) : Builtin("toolchain", version: 1, Decompression.Library)
{
    /// <summary>The step's output folder.</summary>
    public const string Output = "toolchain";

    /// <exception cref="BuildException">Nothing is pinned for this system, or no place is told for an archive (<c>OL214</c>).</exception>
    public static ActionSpec Of(PinnedToolchain toolchain, SourceFetcher sources)
    {
        if (toolchain.Archives.FirstOrDefault(archive => archive is { Package: null, Urls.Count: 0 }) is { } nowhere)
        {
            throw Unusable(toolchain, $"its archive with the SHA-256 {nowhere.Sha256} has neither \"package\" nor \"urls\".");
        }

        var choices = ChoicesOf(toolchain);
        if (choices.Count == 0)
        {
            throw Unusable(toolchain, $"config/toolchain.toml has no archive of it for {HostSystem.Name}.");
        }

        return new ActionSpec
        {
            Mnemonic = "Toolchain",
            Label = $"{toolchain.Name} {toolchain.Version} for {HostSystem.Name}",
            Arguments = ArgumentsOf(toolchain, choices),
            Outputs = [Output],
            Builtin = new ToolchainUnpacking(toolchain, sources),
        };
    }

    public override async Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation)
    {
        var failures = new List<BuildException>();
        foreach (var choice in ChoicesOf(toolchain))
        {
            try
            {
                var tree = await UnpackAsync(choice, services.Store, cancellation);
                RequireDigest(tree, choice);
                return new BuiltinResult(FileTree.Empty.WithTree(Output, tree));
            }
            catch (BuildException failure) when (failure.Code == UserlandErrors.SourceUnreachable
                || failure.Code == UserlandErrors.SourceHashMismatch
                || failure.Code == UserlandErrors.ArchiveUnusable
                || failure.Code == UserlandErrors.ToolchainUnusable)
            {
                failures.Add(failure);
            }
        }

        throw failures is [var only]
            ? only
            : Unusable(toolchain, string.Join('\n', failures.Select(failure => $"{failure.Subject}: {failure.Cause}")), failures[0].Fix);
    }

    internal static BuildException Unusable(PinnedToolchain toolchain, string cause, string? fix = null) => new(
        UserlandErrors.ToolchainUnusable,
        toolchain.Name.Length == 0 ? "config/toolchain.toml" : $"{toolchain.Name} {toolchain.Version}",
        cause,
        fix ?? "correct [pinned] in config/toolchain.toml, or build with this machine's programs: --toolchain.toolchain=machine");

    /// <summary>Packages of a registry are the parts of one toolchain; a release is the whole of one.</summary>
    private static List<IReadOnlyList<ToolchainArchive>> ChoicesOf(PinnedToolchain toolchain)
    {
        var fitting = toolchain.Archives.Where(archive => archive.Systems.Contains(HostSystem.Name)).ToList();
        var packages = fitting.Where(archive => archive.Package is not null).ToList();
        var releases = fitting.Where(archive => archive.Package is null).Select(archive => (IReadOnlyList<ToolchainArchive>)[archive]);
        return packages.Count > 0 ? [packages, .. releases] : [.. releases];
    }

    private static string? PinnedDigest(PinnedToolchain toolchain) => toolchain.Digests.GetValueOrDefault(HostSystem.Name);

    private static IReadOnlyList<string> ArgumentsOf(PinnedToolchain toolchain, IEnumerable<IReadOnlyList<ToolchainArchive>> choices) =>
    [
        $"digest: {PinnedDigest(toolchain)}",
        .. choices.SelectMany(choice => choice).SelectMany(archive => FilesOf(toolchain, archive).Select(file => $"{file.Key}={file.Value}").Prepend(archive.Sha256)),
        .. toolchain.Programs.Select(program => $"{program.Key}: {program.Value}"),
    ];

    private static IReadOnlyDictionary<string, string> FilesOf(PinnedToolchain toolchain, ToolchainArchive archive) =>
        archive.Files.Count > 0 ? archive.Files : toolchain.Files;

    private async Task<FileTree> UnpackAsync(IReadOnlyList<ToolchainArchive> archives, IContentStore store, CancellationToken cancellation)
    {
        var tree = FileTree.Empty;
        foreach (var archive in archives)
        {
            var source = PinnedArchives.SourceOf(archive);
            var layout = new ToolchainLayout(FilesOf(toolchain, archive));
            var content = await sources.FetchAsync(source, cancellation);
            tree = tree.WithTree("", await UnpackStep.ReadAsync(source.Name, content, store, layout.PlaceOf, cancellation));
        }

        foreach (var (path, script) in ToolchainLayout.Scripts(toolchain, OperatingSystem.IsWindows()))
        {
            tree = tree.With(path, new FileNode(await store.PutAsync(script, cancellation)));
        }

        return ToolchainLayout.WithUsualModes(tree);
    }

    private void RequireDigest(FileTree tree, IReadOnlyList<ToolchainArchive> choice)
    {
        var digest = MerkleTree.Of(tree).RootDigest.Hash;
        if (PinnedDigest(toolchain) is { } expected && digest != expected)
        {
            throw Unusable(
                toolchain,
                $"{string.Join(" and ", choice.Select(archive => PinnedArchives.SourceOf(archive).Name))} unpack{(choice.Count == 1 ? "s" : "")} to a toolchain with the digest {digest}; "
                + $"config/toolchain.toml has {expected} for {HostSystem.Name}.");
        }
    }
}
