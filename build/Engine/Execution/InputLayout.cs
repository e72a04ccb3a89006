using OpenLinux.Engine.Content;
using OpenLinux.Engine.FileSystem;

namespace OpenLinux.Engine.Execution;

/// <summary>Lays a file tree out in an empty folder.</summary>
internal sealed class InputLayout(IContentStore store, DirectoryReader directories)
{
    private readonly SmallBlobs blobs = new(store);

    /// <exception cref="MissingBlobException">Content is absent from the store, or was damaged.</exception>
    public async Task WriteAsync(FileTree tree, string folder, CancellationToken cancellation)
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

            await WriteAsync(node, target, cancellation);
        }

        SetDirectoryModes(expanded, folder);
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

    private async ValueTask WriteAsync(TreeNode node, string target, CancellationToken cancellation)
    {
        switch (node)
        {
            case FileNode file:
                await WriteFileAsync(file, target, cancellation);
                break;
            case SymlinkNode link:
                File.CreateSymbolicLink(target, link.Target);
                break;
            default:
                throw new ArgumentException($"{target}: cannot lay out a {node.GetType().Name}");
        }
    }

    /// <summary>Nobody else sees the folder yet: a small file is written in place, which a step with a thousand headers notices.</summary>
    private async ValueTask WriteFileAsync(FileNode file, string target, CancellationToken cancellation)
    {
        if (file.Content.SizeBytes > SmallBlobs.MaxSize || file.Mode is not (FileNode.Regular or FileNode.Executable))
        {
            await store.RequireToAsync(file.Content, target, file.Mode, cancellation);
            return;
        }

        var content = await blobs.ReadAsync(file.Content, target, cancellation);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = (UnixFileMode)file.Mode;
        }

        using var stream = new FileStream(target, options);
        stream.Write(content);
    }

    /// <summary>Last, as a directory may forbid writing; deepest first, as it may forbid searching.</summary>
    private static void SetDirectoryModes(FileTree tree, string folder)
    {
        foreach (var (path, node) in tree.Nodes.Reverse())
        {
            if (node is DirectoryNode directory && directory.Mode != FileNode.Executable)
            {
                FileModes.Set(Path.Combine(folder, path), directory.Mode);
            }
        }
    }
}
