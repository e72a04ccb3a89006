namespace OpenLinux.Engine.Content;

/// <summary>Follows paths through a file tree. Its folders need not be stated, so that every name is taken for one.</summary>
public sealed class TreeResolver
{
    private readonly FileTree tree;
    private readonly PathResolution<string> resolution;

    public TreeResolver(FileTree tree)
    {
        this.tree = tree;
        resolution = new(
            static (folder, name) => folder.Length == 0 ? name : $"{folder}/{name}",
            place => (tree.Nodes.GetValueOrDefault(place) as SymlinkNode)?.Target,
            static _ => true);
        HasLinks = tree.Nodes.Values.Any(node => node is SymlinkNode);
    }

    public bool HasLinks { get; }

    /// <returns>The path of the file it leads to, or null where that is no file of the tree.</returns>
    public string? Resolve(string path) =>
        tree.Nodes.GetValueOrDefault(path) is FileNode ? path
        : !HasLinks && IsPlain(path) ? null
        : Follow(path) is { LeavesRoot: false, Node: { } end } && tree.Nodes.GetValueOrDefault(end) is FileNode ? end
        : null;

    /// <returns>Whether it leads out of the tree: by an absolute link, or by more ".." than there are folders.</returns>
    public bool LeadsOut(string path) => Follow(path).LeavesRoot;

    private PathEnd<string> Follow(string path) => resolution.Follow("", path.Split('/'));

    /// <summary>Whether it names one place alone: no ".", no "..", no empty name.</summary>
    private static bool IsPlain(ReadOnlySpan<char> path)
    {
        foreach (var name in path.Split('/'))
        {
            if (path[name] is "" or "." or "..")
            {
                return false;
            }
        }

        return true;
    }
}
