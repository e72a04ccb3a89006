using OpenLinux.Archives;
using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Tar;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Rootfs.Packing;

/// <summary>
/// What a rootfs tarball holds, read back from the tarball itself as a cached step: whoever wants to know what is in an image must not
/// ask those who filled it.
/// </summary>
public static class RootfsContents
{
    private const string RootFolder = "root";

    public static ActionSpec Read(Digest tarball, string architecture) => new()
    {
        Mnemonic = "RootfsRead",
        Label = $"{architecture} {RootfsArchive.FileName}",
        Arguments = [],
        Inputs = FileTree.Empty.With(RootfsArchive.FileName, new FileNode(tarball)),
        Outputs = [RootFolder],
        Builtin = new Reading(tarball),
    };

    /// <returns>The tree from the step's outcome, paths relative to the root.</returns>
    public static FileTree Of(ActionOutcome outcome) => outcome.Outputs.Below(RootFolder);

    private sealed class Reading(Digest tarball) : Builtin("rootfs-read", version: 1, CompressedTar.GzipLibrary)
    {
        public override Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation) =>
            ReadAsync(tarball, services.Store, cancellation);
    }

    private static async Task<BuiltinResult> ReadAsync(Digest tarball, IContentStore store, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf(RootfsArchive.FileName);
        await store.RequireToAsync(tarball, path, FileNode.Regular, cancellation);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var tar = new TarReader(new GzipReader(file), ArchiveLimits.Default);
        var nodes = new Dictionary<string, TreeNode>(StringComparer.Ordinal) { [RootFolder] = new DirectoryNode() };
        while (tar.Next() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.Path.Trim('/') is { Length: > 0 } name)
            {
                nodes[$"{RootFolder}/{name}"] = entry.Type switch
                {
                    TarEntryType.Directory => new DirectoryNode(entry.Mode),
                    TarEntryType.Symlink => new SymlinkNode(entry.LinkTarget),
                    TarEntryType.HardLink => nodes[$"{RootFolder}/{entry.LinkTarget.Trim('/')}"],
                    _ when entry.IsFile => await TakeInAsync(tar, entry, folder.PathOf("entry"), store, cancellation),
                    _ => throw new BuildException(
                        RootfsErrors.DeviceNode, "/" + name, $"it is a {entry.Type} in the rootfs tarball", "./build.sh --target=Inspect names all there are"),
                };
            }
        }

        return new BuiltinResult(FileTree.Of(nodes));
    }

    private static async Task<FileNode> TakeInAsync(
        TarReader tar, TarEntry entry, string path, IContentStore store, CancellationToken cancellation)
    {
        await using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            var buffer = new byte[64 * 1024];
            while (tar.ReadData(buffer, 0, buffer.Length) is var read and > 0)
            {
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }

        return new FileNode(await store.PutFileAsync(path, cancellation), entry.Mode);
    }
}
