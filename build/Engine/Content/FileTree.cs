using System.Collections.Immutable;

namespace OpenLinux.Engine.Content;

/// <summary>
/// An immutable directory tree: relative path ("usr/include/stdio.h", '/'-separated, no leading slash) to node,
/// in ordinal order. Parent directories are implied. <see cref="MerkleTree"/> gives its REAPI <c>Directory</c> messages.
/// </summary>
public sealed class FileTree
{
    private FileTree(ImmutableSortedDictionary<string, TreeNode> nodes) => Nodes = nodes;

    public static FileTree Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, TreeNode>(StringComparer.Ordinal));

    public ImmutableSortedDictionary<string, TreeNode> Nodes { get; }

    public static FileTree Of(IEnumerable<KeyValuePair<string, TreeNode>> nodes) =>
        new(Empty.Nodes.SetItems(nodes));

    public FileTree With(string path, TreeNode node) => new(Nodes.SetItem(path, node));

    /// <summary>This tree with every node of <paramref name="other"/> at <paramref name="prefix"/> ("" for the root); the other's nodes win.</summary>
    public FileTree WithTree(string prefix, FileTree other) =>
        new(Nodes.SetItems(prefix.Length == 0
            ? other.Nodes
            : other.Nodes.Select(node => KeyValuePair.Create($"{prefix}/{node.Key}", node.Value))));

    public FileTree Where(Func<string, TreeNode, bool> keep) => Of(Nodes.Where(node => keep(node.Key, node.Value)));

    /// <summary>What is below <paramref name="prefix"/>, with paths relative to it.</summary>
    public FileTree Below(string prefix) =>
        Of(Nodes.Where(node => node.Key.StartsWith(prefix + "/", StringComparison.Ordinal))
            .Select(node => KeyValuePair.Create(node.Key[(prefix.Length + 1)..], node.Value)));
}
