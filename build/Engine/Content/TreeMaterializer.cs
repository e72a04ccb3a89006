namespace OpenLinux.Engine.Content;

/// <summary>
/// Makes a folder equal to a tree: writes what is missing or differs, removes what is stale, leaves the rest alone. Files are replaced
/// whole, and what is stale goes last: a kill at any moment leaves an OCI image layout's index with the blobs that it names, old or new.
/// </summary>
public sealed class TreeMaterializer(IContentStore store, IFileDigester digester)
{
    public async Task<TreeChange> MaterializeAsync(FileTree tree, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var folders = FoldersOf(tree);
        var removed = Remove(new DirectoryInfo(folder), "", (path, isFolder) => isFolder ? IsOtherThanFolder(path) : folders.Contains(path));
        var written = 0;
        foreach (var (path, node) in tree.Nodes)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await PlaceAsync(Path.Combine(folder, path), node, cancellation))
            {
                written++;
            }
        }

        removed += Remove(new DirectoryInfo(folder), "", (path, _) => !folders.Contains(path) && !tree.Nodes.ContainsKey(path));
        return new TreeChange(written, removed, tree.Nodes.Count);

        bool IsOtherThanFolder(string path) => !folders.Contains(path) && tree.Nodes.ContainsKey(path);
    }

    private static HashSet<string> FoldersOf(FileTree tree)
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

        return folders;
    }

    /// <param name="isUnwanted">Of a path, and whether a folder stands there.</param>
    private static int Remove(DirectoryInfo folder, string prefix, Func<string, bool, bool> isUnwanted)
    {
        var removed = 0;
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var path = prefix + entry.Name;
            var subfolder = entry.LinkTarget is null ? entry as DirectoryInfo : null;
            if (!isUnwanted(path, subfolder is not null))
            {
                removed += subfolder is null ? 0 : Remove(subfolder, path + "/", isUnwanted);
                continue;
            }

            if (subfolder is null)
            {
                entry.Delete();
            }
            else
            {
                subfolder.Delete(recursive: true);
            }

            removed++;
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
        switch (node)
        {
            case FileNode file:
                await WriteAsync(file, path, cancellation);
                return true;
            case SymlinkNode link:
                File.Delete(path);
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
