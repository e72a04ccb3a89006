using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;

namespace OpenLinux.Engine.Content;

/// <summary>
/// Makes a folder equal to a tree: writes what is missing or differs, removes what is stale, leaves the rest alone. Files are replaced
/// whole, and what is stale goes last: a kill at any moment leaves an OCI image layout's index with the blobs that it names, old or new.
/// </summary>
public sealed class TreeMaterializer(IContentStore store, IFileDigester digester)
{
    /// <param name="within">A folder that <paramref name="folder"/> lies in: from there on, the way to it has no link.</param>
    /// <exception cref="BuildException">A link stands on that way (<c>OL306</c>): what it leads to is not the build's to empty.</exception>
    public async Task<TreeChange> MaterializeAsync(FileTree tree, string within, string folder, CancellationToken cancellation)
    {
        RefuseLinks(within, folder);
        Directory.CreateDirectory(folder);
        List<FileSystemInfo> inTheWay = [];
        List<FileSystemInfo> stale = [];
        Sort(new DirectoryInfo(folder), "", tree, FoldersOf(tree), inTheWay, stale);
        inTheWay.ForEach(Remove);
        await store.BringAsync(
            [.. tree.Nodes.Where(node => node.Value is FileNode file && !IsAlready(Path.Combine(folder, node.Key), file)).Select(node => ((FileNode)node.Value).Content).Distinct()],
            cancellation);
        var written = 0;
        foreach (var (path, node) in tree.Nodes)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await PlaceAsync(Path.Combine(folder, path), node, cancellation))
            {
                written++;
            }
        }

        stale.ForEach(Remove);
        return new TreeChange(written, inTheWay.Count + stale.Count, tree.Nodes.Count);
    }

    /// <exception cref="BuildException">A link stands on the way from the one to the other, or in the other's place (<c>OL306</c>).</exception>
    public static void RefuseLinks(string within, string folder)
    {
        var relative = Path.GetRelativePath(within, folder).Replace(Path.DirectorySeparatorChar, '/');
        foreach (var path in TreePaths.ParentsOf(relative).Reverse().Append(relative).Where(path => path != "."))
        {
            var place = new DirectoryInfo(Path.Combine(within, path));
            if (place.LinkTarget is { } target)
            {
                throw new BuildException(
                    EngineErrors.OutputIsLink,
                    place.FullName,
                    $"It leads to {target}, and what the build does not know there would be removed.",
                    $"Remove the link (rm {place.FullName}); the build makes the folder itself.");
            }
        }
    }

    private static HashSet<string> FoldersOf(FileTree tree)
    {
        var folders = TreePaths.ParentsOf(tree.Nodes.Keys);
        folders.UnionWith(tree.Nodes.Where(node => node.Value is DirectoryNode).Select(node => node.Key));
        return folders;
    }

    /// <summary>Finds what stands where the tree has something of another kind, and what the tree does not have.</summary>
    private static void Sort(
        DirectoryInfo folder, string prefix, FileTree tree, HashSet<string> folders, List<FileSystemInfo> inTheWay, List<FileSystemInfo> stale)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            FolderListing.Check(folder.FullName, entry.Name);
            var path = prefix + entry.Name;
            var subfolder = entry.LinkTarget is null ? entry as DirectoryInfo : null;
            var isFolderWanted = folders.Contains(path);
            if (!isFolderWanted && !tree.Nodes.ContainsKey(path))
            {
                stale.Add(entry);
            }
            else if (isFolderWanted != (subfolder is not null))
            {
                inTheWay.Add(entry);
            }
            else if (subfolder is not null)
            {
                Sort(subfolder, path + "/", tree, folders, inTheWay, stale);
            }
        }
    }

    private static void Remove(FileSystemInfo entry)
    {
        if (entry is DirectoryInfo { LinkTarget: null } folder)
        {
            folder.Delete(recursive: true);
        }
        else
        {
            entry.Delete();
        }
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
                await store.RequireToAsync(file.Content, path, file.Mode, cancellation);
                return true;
            case SymlinkNode link:
                File.Delete(path);
                File.CreateSymbolicLink(path, link.Target);
                return true;
            default:
                throw new InvalidOperationException($"a folder holds no {node.GetType().Name}");
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

/// <summary>What materialising a tree did, in entries.</summary>
public sealed record TreeChange(int Written, int Removed, int Total)
{
    public bool IsNone => Written == 0 && Removed == 0;
}
