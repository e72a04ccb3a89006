using OpenLinux.Common.Files;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Execution;

/// <summary>
/// Lays a file tree out in an empty folder. All of it is of one time: make and autotools ask which of two files is newer, and the order
/// in which they were written must not be the answer.
/// </summary>
internal sealed class InputLayout(IContentStore store, InputContent inputs, DirectoryReader directories)
{
    /// <summary>2000-01-01 UTC: older than whatever a step makes, and a time that every archiver can tell.</summary>
    private const long Time = 946_684_800;

    private const int AnyWrite = 0b010_010_010;

    private readonly SmallBlobs blobs = new(inputs);

    /// <param name="outputs">Paths of files that the step will make: their folders are made as well.</param>
    /// <param name="readOnly">Whether nobody is to write to the files.</param>
    /// <exception cref="MissingBlobException">Content is absent from the store, or was damaged.</exception>
    public async Task WriteAsync(
        FileTree tree, IReadOnlyCollection<string> outputs, string folder, CancellationToken cancellation, bool readOnly = false)
    {
        var expanded = await ExpandAsync(tree, cancellation);
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, node) in expanded.Nodes)
        {
            cancellation.ThrowIfCancellationRequested();
            var target = Path.Combine(folder, path);
            if (node is DirectoryNode)
            {
                Directory.CreateDirectory(target);
                continue;
            }

            var parent = Path.GetDirectoryName(target)!;
            if (made.Add(parent))
            {
                Directory.CreateDirectory(parent);
            }

            await WriteAsync(node, target, readOnly, cancellation);
        }

        foreach (var output in outputs)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, output))!);
        }

        SettleFolders(expanded, outputs, folder);
    }

    private async ValueTask<FileTree> ExpandAsync(FileTree tree, CancellationToken cancellation)
    {
        if (await directories.ExpandAsync(tree, cancellation) is { } expanded)
        {
            return expanded;
        }

        var missing = tree.Nodes.First(node => node.Value is SubtreeNode);
        throw new MissingBlobException(((SubtreeNode)missing.Value).Directory, missing.Key);
    }

    private async ValueTask WriteAsync(TreeNode node, string target, bool readOnly, CancellationToken cancellation)
    {
        switch (node)
        {
            case FileNode file:
                await WriteFileAsync(file, target, readOnly ? file.Mode & ~AnyWrite : file.Mode, cancellation);
                break;
            case SymlinkNode link:
                File.CreateSymbolicLink(target, link.Target);
                FileTimes.Set(target, Time);
                break;
            default:
                throw new ArgumentException($"{target}: cannot lay out a {node.GetType().Name}");
        }
    }

    /// <summary>Nobody else sees the folder yet: a small file is written in place, which a step with a thousand headers notices.</summary>
    private async ValueTask WriteFileAsync(FileNode file, string target, int mode, CancellationToken cancellation)
    {
        var isUsual = file.Mode is FileNode.Regular or FileNode.Executable;
        if (!isUsual || (file.Content.SizeBytes > SmallBlobs.MaxSize && await store.ContainsAsync(file.Content, cancellation)))
        {
            await store.RequireToAsync(file.Content, target, mode, cancellation);
            FileTimes.Set(target, Time);
            return;
        }

        var content = await blobs.ReadAsync(file.Content, target, cancellation);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = (UnixFileMode)mode;
        }

        using var stream = new FileStream(target, options);
        stream.Write(content);
        FileTimes.Set(stream.SafeFileHandle, Time);
    }

    /// <summary>Last, as what is written to a folder changes its time, and its mode may forbid it; deepest first, as it may forbid searching.</summary>
    private static void SettleFolders(FileTree tree, IEnumerable<string> outputs, string folder)
    {
        var folders = TreePaths.ParentsOf(tree.Nodes.Keys.Concat(outputs));
        folders.UnionWith(tree.Nodes.Where(node => node.Value is DirectoryNode).Select(node => node.Key));
        foreach (var path in folders.OrderDescending(StringComparer.Ordinal).Append(""))
        {
            var target = Path.Combine(folder, path);
            FileTimes.Set(target, Time);
            if (tree.Nodes.GetValueOrDefault(path) is DirectoryNode directory && directory.Mode != FileNode.Executable)
            {
                FileModes.Set(target, directory.Mode);
            }
        }
    }
}
