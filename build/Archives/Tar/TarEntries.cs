using OpenLinux.Engine.Content;

namespace OpenLinux.Archives.Tar;

/// <summary>What stands in the tar of a tree.</summary>
internal static class TarEntries
{
    /// <returns>The tree's nodes and the directories that they lie in, in ordinal order: a path sorts after each of its own prefixes, so parents come first.</returns>
    public static KeyValuePair<string, TreeNode>[] Of(FileTree tree)
    {
        var implied = TreePaths.ParentsOf(tree.Nodes.Keys);
        implied.ExceptWith(tree.Nodes.Keys);
        var directory = new DirectoryNode();
        KeyValuePair<string, TreeNode>[] entries =
            [.. tree.Nodes, .. implied.Select(path => KeyValuePair.Create<string, TreeNode>(path, directory))];
        Array.Sort(entries, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return entries;
    }

    public static byte[] Header(string path, TreeNode node, long modified) => node switch
    {
        DirectoryNode directory => TarHeaderBlock.Encode(path, TarEntryType.Directory, directory.Mode, 0, modified),
        SymlinkNode link => TarHeaderBlock.Encode(path, TarEntryType.Symlink, 0b111_111_111, 0, modified, link.Target),
        FileNode file => TarHeaderBlock.Encode(path, TarEntryType.File, file.Mode, file.Content.SizeBytes, modified),
        _ => throw new InvalidOperationException($"\"{path}\": a {node.GetType().Name} has no tar entry"),
    };
}
