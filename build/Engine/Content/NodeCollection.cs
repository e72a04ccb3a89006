using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace OpenLinux.Engine.Content;

/// <summary>
/// The nodes of a <see cref="FileTree"/> by path, in ordinal order: one sorted array, as trees are made once, read often and merged
/// with others, and a tree of pointers costs several times as much for each.
/// </summary>
public sealed class NodeCollection : IReadOnlyDictionary<string, TreeNode>
{
    private readonly KeyValuePair<string, TreeNode>[] sorted;

    /// <param name="sorted">In ordinal order of their paths, each path once.</param>
    internal NodeCollection(KeyValuePair<string, TreeNode>[] sorted) => this.sorted = sorted;

    public int Count => sorted.Length;

    public IEnumerable<string> Keys => sorted.Select(node => node.Key);

    public IEnumerable<TreeNode> Values => sorted.Select(node => node.Value);

    public TreeNode this[string path] =>
        TryGetValue(path, out var node) ? node : throw new KeyNotFoundException($"nothing stands at {path}");

    internal ReadOnlySpan<KeyValuePair<string, TreeNode>> Span => sorted;

    public bool ContainsKey(string path) => IndexOf(path) >= 0;

    public bool TryGetValue(string path, [MaybeNullWhen(false)] out TreeNode node)
    {
        var index = IndexOf(path);
        node = index >= 0 ? sorted[index].Value : null;
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<string, TreeNode>> GetEnumerator() => sorted.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <returns>The first index whose path does not stand before that one.</returns>
    internal int LowerBound(string path)
    {
        var index = IndexOf(path);
        return index >= 0 ? index : ~index;
    }

    /// <returns>The index of a path, or the complement of where it would stand.</returns>
    private int IndexOf(string path)
    {
        var low = 0;
        var high = sorted.Length - 1;
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var order = string.CompareOrdinal(sorted[middle].Key, path);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return ~low;
    }
}
