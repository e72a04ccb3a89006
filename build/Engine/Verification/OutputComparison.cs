using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Verification;

/// <summary>Tells where two runs of one action differ.</summary>
/// <param name="describe">Tells of two files where in them; null where it knows neither.</param>
internal sealed class OutputComparison(Func<byte[], byte[], string?> describe)
{
    /// <returns>Null where both made the same; else a sentence.</returns>
    public async Task<string?> OfAsync(
        FileTree first, IContentStore firstStore, FileTree second, IContentStore secondStore, CancellationToken cancellation)
    {
        var differing = first.Nodes.Keys.Union(second.Nodes.Keys)
            .Where(path => !Equals(first.Nodes.GetValueOrDefault(path), second.Nodes.GetValueOrDefault(path)))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (differing is not [var path, ..])
        {
            return null;
        }

        var others = differing.Count == 1 ? "" : $"; {differing.Count - 1} more differ";
        var (left, right) = (first.Nodes.GetValueOrDefault(path), second.Nodes.GetValueOrDefault(path));
        if (left is FileNode was && right is FileNode became && was.Content != became.Content)
        {
            var before = await firstStore.RequireAsync(was.Content, path, cancellation);
            var after = await secondStore.RequireAsync(became.Content, path, cancellation);
            return $"{path} differs {describe(before, after) ?? Offset(before, after)}{others}";
        }

        return $"{path} is {Shown(left)} the first time and {Shown(right)} the second{others}";
    }

    public static string Offset(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var at = before.CommonPrefixLength(after);
        return at == before.Length || at == after.Length ? $"in size: {before.Length} and {after.Length} bytes" : $"at byte {at}";
    }

    private static string Shown(TreeNode? node) => node switch
    {
        null => "not there",
        FileNode file => $"a file with mode {Convert.ToString(file.Mode, 8)}",
        SymlinkNode link => $"a link to {link.Target}",
        DirectoryNode folder => $"a folder with mode {Convert.ToString(folder.Mode, 8)}",
        _ => node.GetType().Name,
    };
}
