namespace OpenLinux.Engine.Content;

/// <summary>Follows a path through a file tree as the kernel would: "." and "..", and symlinks on the way (path_resolution(7)).</summary>
public static class TreeResolver
{
    private const int MaxSymlinks = 40;

    /// <returns>The path of the file it leads to, or null where that is no file of the tree.</returns>
    public static string? Resolve(FileTree tree, string path) =>
        tree.Nodes.GetValueOrDefault(path) is FileNode ? path
        : Walk(tree, path) is { IsOutside: false } end && tree.Nodes.GetValueOrDefault(end.Path) is FileNode ? end.Path
        : null;

    /// <returns>Whether it leads out of the tree: by an absolute link, or by more ".." than there are folders.</returns>
    public static bool LeadsOut(FileTree tree, string path) => Walk(tree, path).IsOutside;

    private static (string Path, bool IsOutside) Walk(FileTree tree, string path)
    {
        var remaining = new Stack<string>(path.Split('/').Reverse());
        var walked = new List<string>();
        var links = 0;
        while (remaining.TryPop(out var segment))
        {
            if (segment is "" or ".")
            {
                continue;
            }

            if (segment == "..")
            {
                if (walked.Count == 0)
                {
                    return ("", true);
                }

                walked.RemoveAt(walked.Count - 1);
                continue;
            }

            walked.Add(segment);
            if (tree.Nodes.GetValueOrDefault(string.Join('/', walked)) is SymlinkNode link)
            {
                if (link.Target.StartsWith('/'))
                {
                    return ("", true);
                }

                if (++links > MaxSymlinks)
                {
                    return ("", false);
                }

                walked.RemoveAt(walked.Count - 1);
                foreach (var part in link.Target.Split('/').Reverse())
                {
                    remaining.Push(part);
                }
            }
        }

        return (string.Join('/', walked), false);
    }
}
