using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Checkouts;
using OpenLinux.Host.Reporting;
using OpenLinux.Rootfs.Packing;

namespace OpenLinux.Host.Pipeline;

/// <summary>What every step works with: where things lie, what is configured, the engine and its store, whom to tell, and when to stop.</summary>
public sealed record Workbench(
    CheckoutPaths Paths,
    BuildConfiguration Settings,
    IBuildEngine Engine,
    IContentStore Store,
    IFileDigester Digester,
    IStepReporter Reporter,
    CancellationToken Cancellation)
{
    /// <summary>Whether nothing is to be written: what would run is only found out.</summary>
    public bool IsDry { get; init; }

    /// <summary>Whether the checkout's file system or the cache's takes names for one that differ by case alone.</summary>
    public bool FoldsCase { get; init; }

    public Task<ActionOutcome> RunAsync(ActionSpec action) => Engine.RunAsync(action, Cancellation);

    /// <summary>Makes a folder of the checkout equal to a tree.</summary>
    public Task<TreeChange> LayOutAsync(FileTree tree, string folder) =>
        IsDry
            ? Task.FromResult(new TreeChange(0, 0, tree.Nodes.Count))
            : new TreeMaterializer(Store, Digester).MaterializeAsync(tree, Paths.Root, folder, Cancellation);

    /// <summary>Places an archive and its <c>.sha256</c> where people look for it.</summary>
    public async Task PublishAsync(Digest archive, string path)
    {
        var written = !IsDry && await new ArchivePublisher(Store, Digester).PublishAsync(archive, path, Cancellation);
        Reporter.Note($"{Shown(path)}, sha256 {archive.Short}…", written);
    }

    /// <summary>The root filesystems that this checkout made last.</summary>
    internal RootfsBefore RootfsBefore(ArchitectureConfiguration architecture) => new(Paths.RootfsNow(architecture.Name), Paths.RootfsBefore(architecture.Name));

    /// <returns>A path of the checkout as people type it.</returns>
    public string Shown(string path) => Path.GetRelativePath(Paths.Root, path);
}
