namespace OpenLinux.Engine.Content;

/// <summary>Follows paths through a file tree. Its folders need not be stated, so that every name is taken for one.</summary>
public static class TreeResolver
{
    /// <returns>The path of the file it leads to, or null where that is no file of the tree.</returns>
    public static string? Resolve(FileTree tree, string path) =>
        tree.Nodes.GetValueOrDefault(path) is FileNode ? path
        : Follow(tree, path) is { LeavesRoot: false, Node: { } end } && tree.Nodes.GetValueOrDefault(end) is FileNode ? end
        : null;

    /// <returns>Whether it leads out of the tree: by an absolute link, or by more ".." than there are folders.</returns>
    public static bool LeadsOut(FileTree tree, string path) => Follow(tree, path).LeavesRoot;

    private static PathEnd<string> Follow(FileTree tree, string path) =>
        new PathResolution<string>(
            (folder, name) => folder.Length == 0 ? name : $"{folder}/{name}",
            place => (tree.Nodes.GetValueOrDefault(place) as SymlinkNode)?.Target,
            _ => true).Follow("", path.Split('/'));
}
