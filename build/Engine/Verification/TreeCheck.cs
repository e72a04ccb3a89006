using OpenLinux.Common.Files;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Verification;

/// <summary>Whether a tree that is laid out is the one whose directory's digest it is called by, read file by file.</summary>
/// <param name="store">Has the directories of trees with other modes than 0644 and 0755.</param>
internal sealed class TreeCheck(IContentStore store)
{
    private const int OwnerExecutes = 0b001_000_000;

    private readonly DirectoryReader directories = new(store);

    public bool IsWhole(CacheEntry entry, CancellationToken cancellation)
    {
        var tree = new LaidOutTree(entry.Path, entry.Bytes, entry.Used);
        if (!TreeArea.IsUntouched(tree))
        {
            // One that is trimmed just now is not bad.
            return !Directory.Exists(entry.Path);
        }

        var hash = Path.GetFileName(entry.Path).Split('-')[0];
        var found = FileTree.Of(NodesOf(TreeArea.FilesOf(tree), "", cancellation));
        return MerkleTree.Of(found).RootDigest.Hash == hash || IsAsDeclared(hash, found, cancellation);
    }

    /// <summary>What was laid out lost its write bits, so that other modes are not to be told from the files.</summary>
    private bool IsAsDeclared(string hash, FileTree found, CancellationToken cancellation)
    {
        if (store.FindAsync(hash, cancellation).AsTask().GetAwaiter().GetResult() is not { } root
            || directories.ReadAsync(root, cancellation).AsTask().GetAwaiter().GetResult() is not { } declared)
        {
            return false;
        }

        return Plain(found).SequenceEqual(Plain(declared));
    }

    private static IEnumerable<KeyValuePair<string, TreeNode>> Plain(FileTree tree) => tree.Nodes
        .Where(node => node.Value is not DirectoryNode)
        .Select(node => node.Value is FileNode file
            ? KeyValuePair.Create<string, TreeNode>(node.Key, file with { Mode = file.IsExecutable ? FileNode.Executable : FileNode.Regular })
            : node);

    private static IEnumerable<KeyValuePair<string, TreeNode>> NodesOf(string folder, string prefix, CancellationToken cancellation)
    {
        var entries = FolderListing.Of(folder);
        if (entries.Count == 0 && prefix.Length > 0)
        {
            yield return new(prefix[..^1], new DirectoryNode());
        }

        foreach (var path in entries)
        {
            cancellation.ThrowIfCancellationRequested();
            var name = prefix + Path.GetFileName(path);
            var status = FileStatus.OfLink(path) ?? throw new FileNotFoundException($"no file at {path}", path);
            switch (status.Kind)
            {
                case FileKind.Directory:
                    foreach (var below in NodesOf(path, name + "/", cancellation))
                    {
                        yield return below;
                    }

                    break;
                case FileKind.Symlink:
                    yield return new(name, new SymlinkNode(FolderListing.LinkText(path)));
                    break;
                default:
                    yield return new(name, new FileNode(ContentHasher.HashFile(path, cancellation), (status.Mode & OwnerExecutes) != 0 ? FileNode.Executable : FileNode.Regular));
                    break;
            }
        }
    }
}
