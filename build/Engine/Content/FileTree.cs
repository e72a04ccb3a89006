namespace OpenLinux.Engine.Content;

/// <summary>
/// An immutable directory tree: relative path ("usr/include/stdio.h", '/'-separated, no leading slash) to node,
/// in ordinal order. Parent directories are implied. <see cref="MerkleTree"/> gives its REAPI <c>Directory</c> messages.
/// </summary>
public sealed class FileTree
{
    private MerkleTree? merkle;

    private FileTree(KeyValuePair<string, TreeNode>[] sorted) => Nodes = new NodeCollection(sorted);

    public static FileTree Empty { get; } = new([]);

    public NodeCollection Nodes { get; }

    /// <summary>Made once: what many actions share is encoded and hashed for the first of them.</summary>
    internal MerkleTree Merkle => merkle ??= MerkleTree.Encode(this);

    /// <param name="nodes">In any order; of two at one path, the later counts.</param>
    public static FileTree Of(IEnumerable<KeyValuePair<string, TreeNode>> nodes)
    {
        var given = nodes.ToArray();
        return IsSorted(given) ? new(given) : new(LastOfEach([.. given.OrderBy(node => node.Key, StringComparer.Ordinal)]));
    }

    public FileTree With(string path, TreeNode node) => Merge(Nodes.Span, [KeyValuePair.Create(path, node)]);

    /// <summary>This tree with every node of <paramref name="other"/> at <paramref name="prefix"/> ("" for the root); the other's nodes win.</summary>
    public FileTree WithTree(string prefix, FileTree other)
    {
        if (other.Nodes.Count == 0)
        {
            return this;
        }

        return prefix.Length > 0 ? Merge(Nodes.Span, Below(prefix, other.Nodes.Span))
            : Nodes.Count == 0 ? other
            : Merge(Nodes.Span, other.Nodes.Span);
    }

    public FileTree Where(Func<string, TreeNode, bool> keep) => new([.. Nodes.Where(node => keep(node.Key, node.Value))]);

    /// <summary>The same files with the modes that <paramref name="modeOf"/> has for their paths.</summary>
    public FileTree WithModes(Func<string, int> modeOf) => new([.. Nodes.Select(node => node.Value is FileNode file
        ? KeyValuePair.Create(node.Key, (TreeNode)(file with { Mode = modeOf(node.Key) }))
        : node)]);

    /// <summary>What is below <paramref name="prefix"/>, with paths relative to it.</summary>
    public FileTree Below(string prefix)
    {
        var start = Nodes.LowerBound(prefix + "/");
        var end = Nodes.LowerBound(prefix + (char)('/' + 1));
        var below = new KeyValuePair<string, TreeNode>[end - start];
        for (var index = start; index < end; index++)
        {
            var (path, node) = Nodes.Span[index];
            below[index - start] = KeyValuePair.Create(path[(prefix.Length + 1)..], node);
        }

        return new(below);
    }

    private static KeyValuePair<string, TreeNode>[] Below(string prefix, ReadOnlySpan<KeyValuePair<string, TreeNode>> nodes)
    {
        var moved = new KeyValuePair<string, TreeNode>[nodes.Length];
        for (var index = 0; index < moved.Length; index++)
        {
            moved[index] = KeyValuePair.Create($"{prefix}/{nodes[index].Key}", nodes[index].Value);
        }

        return moved;
    }

    private static FileTree Merge(
        ReadOnlySpan<KeyValuePair<string, TreeNode>> ours, ReadOnlySpan<KeyValuePair<string, TreeNode>> theirs)
    {
        var merged = new KeyValuePair<string, TreeNode>[ours.Length + theirs.Length];
        var count = 0;
        while (ours.Length > 0 && theirs.Length > 0)
        {
            var order = string.CompareOrdinal(ours[0].Key, theirs[0].Key);
            merged[count++] = order < 0 ? ours[0] : theirs[0];
            ours = order <= 0 ? ours[1..] : ours;
            theirs = order >= 0 ? theirs[1..] : theirs;
        }

        ours.CopyTo(merged.AsSpan(count));
        theirs.CopyTo(merged.AsSpan(count));
        count += ours.Length + theirs.Length;
        return new(count == merged.Length ? merged : merged[..count]);
    }

    private static bool IsSorted(KeyValuePair<string, TreeNode>[] nodes)
    {
        for (var index = 1; index < nodes.Length; index++)
        {
            if (string.CompareOrdinal(nodes[index - 1].Key, nodes[index].Key) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static KeyValuePair<string, TreeNode>[] LastOfEach(KeyValuePair<string, TreeNode>[] sorted)
    {
        var count = 0;
        for (var index = 0; index < sorted.Length; index++)
        {
            if (index + 1 == sorted.Length || sorted[index].Key != sorted[index + 1].Key)
            {
                sorted[count++] = sorted[index];
            }
        }

        return sorted[..count];
    }
}
