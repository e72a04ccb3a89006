using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Sysroots;

/// <summary>Makes a folder equal to a tree: writes what is missing or differs, removes what is stale, leaves the rest alone.</summary>
public sealed class SysrootMaterializer(IContentStore store, IFileDigester digester)
{
    public async Task<SysrootChange> MaterializeAsync(FileTree tree, string folder, CancellationToken cancellation)
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

        return new SysrootChange(written, removed, tree.Nodes.Count);
    }

    private static int RemoveStale(FileTree tree, string folder)
    {
        var wanted = new HashSet<string>(tree.Nodes.Keys, StringComparer.Ordinal);
        foreach (var path in tree.Nodes.Keys)
        {
            for (var slash = path.LastIndexOf('/'); slash > 0 && wanted.Add(path[..slash]); slash = path.LastIndexOf('/', slash - 1))
            {
            }
        }

        return RemoveStaleBelow(new DirectoryInfo(folder), "", wanted);
    }

    private static int RemoveStaleBelow(DirectoryInfo folder, string prefix, HashSet<string> wanted)
    {
        var removed = 0;
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var path = prefix + entry.Name;
            var isFolder = entry is DirectoryInfo && entry.LinkTarget is null;
            if (wanted.Contains(path))
            {
                removed += isFolder ? RemoveStaleBelow((DirectoryInfo)entry, path + "/", wanted) : 0;
                continue;
            }

            if (isFolder)
            {
                Directory.Delete(entry.FullName, recursive: true);
            }
            else
            {
                File.Delete(entry.FullName);
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
            case FileNode file:
                Clear(path);
                if (!await store.WriteToAsync(file.Content, path, file.Mode, cancellation))
                {
                    throw new InvalidDataException($"{path}: its content {file.Content} has left the cache");
                }

                return true;
            case SymlinkNode link:
                Clear(path);
                File.CreateSymbolicLink(path, link.Target);
                return true;
            case DirectoryNode:
                Directory.CreateDirectory(path);
                return true;
            default:
                throw new InvalidOperationException($"a sysroot holds no {node.GetType().Name}");
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

    private static void Clear(string path)
    {
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    }
}
