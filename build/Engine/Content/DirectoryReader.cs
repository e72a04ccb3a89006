using System.Collections.Concurrent;

namespace OpenLinux.Engine.Content;

/// <summary>Reads REAPI <c>Directory</c> and <c>Tree</c> messages back into file trees. Directories are kept, as many steps share them.</summary>
/// <param name="aside">Has directories that the store need not have; may answer null.</param>
public sealed class DirectoryReader(IContentStore store, Func<Digest, Reapi.Directory?>? aside = null)
{
    /// <summary>Equal directories may stand in many places: a few messages can unfold to more than any memory holds.</summary>
    private const int MostNodes = 2_000_000;

    /// <summary>Four times what Linux takes.</summary>
    private const int LongestPath = 16 * 1024;

    private readonly ConcurrentDictionary<Digest, Reapi.Directory> known = new();

    /// <returns>The directory and all below it, or null where a message is absent or was damaged.</returns>
    public async ValueTask<FileTree?> ReadAsync(Digest root, CancellationToken cancellation = default)
    {
        var nodes = new List<KeyValuePair<string, TreeNode>>();
        return await CollectAsync("", root, nodes, cancellation) ? FileTree.Of(nodes) : null;
    }

    /// <returns>The tree with each <see cref="SubtreeNode"/> replaced by what is in it, or null where a message is absent.</returns>
    public async ValueTask<FileTree?> ExpandAsync(FileTree tree, CancellationToken cancellation = default)
    {
        var nodes = new List<KeyValuePair<string, TreeNode>>(tree.Nodes.Count);
        var subtrees = 0;
        foreach (var node in tree.Nodes)
        {
            if (node.Value is not SubtreeNode subtree)
            {
                nodes.Add(node);
            }
            else if (subtree.Files is { } files)
            {
                subtrees++;
                nodes.AddRange(files.Nodes.Count == 0
                    ? [new(node.Key, new DirectoryNode())]
                    : files.Nodes.Select(below => KeyValuePair.Create(
                        below.Key.Length == 0 ? node.Key : Join(node.Key, below.Key), below.Value)));
            }
            else if (await CollectAsync(node.Key, subtree.Directory, nodes, cancellation))
            {
                subtrees++;
            }
            else
            {
                return null;
            }
        }

        return subtrees == 0 ? tree : FileTree.Of(nodes);
    }

    /// <returns>One <c>Directory</c> message, or null where it is absent or was damaged.</returns>
    public async ValueTask<Reapi.Directory?> DirectoryAsync(Digest digest, CancellationToken cancellation = default)
    {
        if (known.TryGetValue(digest, out var directory))
        {
            return directory;
        }

        if (aside?.Invoke(digest) is { } other)
        {
            return other;
        }

        if (await store.ReadAsync(digest, cancellation) is not { } bytes)
        {
            return null;
        }

        directory = Reapi.Directory.Parser.TryParse(bytes);
        if (directory is not null)
        {
            known.TryAdd(digest, directory);
        }

        return directory;
    }

    /// <summary>The directories of a <c>Tree</c> message by digest, the root included.</summary>
    public static IReadOnlyDictionary<Digest, Reapi.Directory> Index(Reapi.Tree tree)
    {
        var directories = new Dictionary<Digest, Reapi.Directory>(tree.Children.Count + 1);
        foreach (var child in tree.Children)
        {
            directories[MerkleTree.DigestOf(child)] = child;
        }

        directories[MerkleTree.DigestOf(tree.Root)] = tree.Root;
        return directories;
    }

    /// <summary>What a directory holds, with paths below <paramref name="prefix"/>; it may come from anywhere.</summary>
    /// <returns>Null where a directory below it is not in the index, a name leads elsewhere, or it unfolds to more than anyone makes.</returns>
    public static IReadOnlyList<KeyValuePair<string, TreeNode>>? Flatten(
        string prefix, Reapi.Directory root, IReadOnlyDictionary<Digest, Reapi.Directory> index)
    {
        var nodes = new List<KeyValuePair<string, TreeNode>>();
        var directories = 0;
        return Flatten(prefix, root, index, nodes, ref directories) ? nodes : null;
    }

    /// <summary>Whether it is the name of an entry of a directory.</summary>
    internal static bool IsName(string name) => name is not ("" or "." or "..") && !name.AsSpan().ContainsAny('/', '\0');

    private static bool Flatten(
        string prefix,
        Reapi.Directory directory,
        IReadOnlyDictionary<Digest, Reapi.Directory> index,
        List<KeyValuePair<string, TreeNode>> nodes,
        ref int directories)
    {
        if (++directories > MostNodes
            || nodes.Count > MostNodes
            || prefix.Length > LongestPath
            || !directory.Files.All(file => IsName(file.Name) && file.Digest is { SizeBytes: >= 0 } content && DigestMessages.IsHash(content.Hash))
            || !directory.Symlinks.All(link => IsName(link.Name))
            || !directory.Directories.All(child => IsName(child.Name))
            || HasTwins(directory))
        {
            return false;
        }

        AddOwn(prefix, directory, nodes);
        foreach (var child in directory.Directories)
        {
            if (!index.TryGetValue(child.Digest.ToDigest(), out var below) || !Flatten(Join(prefix, child.Name), below, index, nodes, ref directories))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Of two entries of one name, no file system can have both.</summary>
    private static bool HasTwins(Reapi.Directory directory)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return !(directory.Files.All(file => names.Add(file.Name))
            && directory.Symlinks.All(link => names.Add(link.Name))
            && directory.Directories.All(child => names.Add(child.Name)));
    }

    private async ValueTask<bool> CollectAsync(
        string prefix, Digest digest, List<KeyValuePair<string, TreeNode>> nodes, CancellationToken cancellation)
    {
        if (await DirectoryAsync(digest, cancellation) is not { } directory)
        {
            return false;
        }

        AddOwn(prefix, directory, nodes);
        foreach (var child in directory.Directories)
        {
            if (!await CollectAsync(Join(prefix, child.Name), child.Digest.ToDigest(), nodes, cancellation))
            {
                return false;
            }
        }

        return true;
    }

    private static void AddOwn(string prefix, Reapi.Directory directory, List<KeyValuePair<string, TreeNode>> nodes)
    {
        var mode = NodeModes.ToDirectory(directory.NodeProperties);
        var isEmpty = directory.Files.Count + directory.Directories.Count + directory.Symlinks.Count == 0;
        if (mode != FileNode.Executable || (isEmpty && prefix.Length > 0))
        {
            nodes.Add(new(prefix, new DirectoryNode(mode)));
        }

        foreach (var file in directory.Files)
        {
            var fileMode = NodeModes.ToFile(file.NodeProperties, file.IsExecutable);
            nodes.Add(new(Join(prefix, file.Name), new FileNode(file.Digest.ToDigest(), fileMode)));
        }

        foreach (var link in directory.Symlinks)
        {
            nodes.Add(new(Join(prefix, link.Name), new SymlinkNode(link.Target)));
        }
    }

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}/{name}";
}
