namespace OpenLinux.Engine.Content;

/// <summary>Makes a folder equal to a tree: writes what is missing or differs, removes what is stale, leaves the rest alone.</summary>
public sealed class TreeMaterializer(IContentStore store, IFileDigester digester)
{
    public async Task<TreeChange> MaterializeAsync(FileTree tree, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var removed = RemoveStale(tree, folder);
        var written = 0;
        foreach (var (path, node) in tree.Nodes)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await PlaceAsync(Path.Combine(folder, path), node, cancellation))
            {
                written++;
            }
        }

        return new TreeChange(written, removed, tree.Nodes.Count);
    }

    /// <summary>Removes what the tree does not have, and what stands where it has something of another kind.</summary>
    private static int RemoveStale(FileTree tree, string folder)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, node) in tree.Nodes)
        {
            if (node is DirectoryNode)
            {
                folders.Add(path);
            }

            for (var slash = path.LastIndexOf('/'); slash > 0 && folders.Add(path[..slash]); slash = path.LastIndexOf('/', slash - 1))
            {
            }
        }

        return RemoveStaleBelow(new DirectoryInfo(folder), "", tree, folders);
    }

    private static int RemoveStaleBelow(DirectoryInfo folder, string prefix, FileTree tree, HashSet<string> folders)
    {
        var removed = 0;
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var path = prefix + entry.Name;
            if (entry is DirectoryInfo subfolder && entry.LinkTarget is null)
            {
                if (folders.Contains(path))
                {
                    removed += RemoveStaleBelow(subfolder, path + "/", tree, folders);
                    continue;
                }

                subfolder.Delete(recursive: true);
                removed++;
            }
            else if (folders.Contains(path) || !tree.Nodes.ContainsKey(path))
            {
                entry.Delete();
                removed++;
            }
        }

        return removed;
    }

    /// <returns>Whether anything had to be written.</returns>
    private async Task<bool> PlaceAsync(string path, TreeNode node, CancellationToken cancellation)
    {
        switch (node)
        {
            case FileNode file when IsAlready(path, file):
            case SymlinkNode link when new FileInfo(path).LinkTarget == link.Target:
            case DirectoryNode when Directory.Exists(path):
                return false;
            case DirectoryNode:
                Directory.CreateDirectory(path);
                return true;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        switch (node)
        {
            case FileNode file:
                await WriteAsync(file, path, cancellation);
                return true;
            case SymlinkNode link:
                File.CreateSymbolicLink(path, link.Target);
                return true;
            default:
                throw new InvalidOperationException($"a folder holds no {node.GetType().Name}");
        }
    }

    /// <summary>Files taken from the machine enter the store when something first needs their content.</summary>
    private async Task WriteAsync(FileNode file, string path, CancellationToken cancellation)
    {
        if (!await store.WriteToAsync(file.Content, path, file.Mode, cancellation))
        {
            if (digester is IContentSource source && source.PathOf(file.Content) is { } origin)
            {
                await store.PutFileAsync(origin, cancellation);
            }

            await store.RequireToAsync(file.Content, path, file.Mode, cancellation);
        }
    }

    private bool IsAlready(string path, FileNode file)
    {
        var info = new FileInfo(path);
        return info.Exists
            && info.LinkTarget is null
            && info.Length == file.Content.SizeBytes
            && (OperatingSystem.IsWindows() || (int)File.GetUnixFileMode(path) == file.Mode)
            && digester.DigestOf(path) == file.Content;
    }
}
