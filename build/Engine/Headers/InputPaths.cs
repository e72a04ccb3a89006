using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Headers;

/// <summary>Follows a path through a file tree as the kernel would: "." and "..", and symlinks on the way (path_resolution(7)).</summary>
internal static class InputPaths
{
    private const int MaxSymlinks = 40;

    /// <returns>The path of the file it leads to, or null where that is no file of the tree.</returns>
    public static string? Resolve(FileTree tree, string path)
    {
        if (tree.Nodes.GetValueOrDefault(path) is FileNode)
        {
            return path;
        }

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
                    return null;
                }

                walked.RemoveAt(walked.Count - 1);
                continue;
            }

            walked.Add(segment);
            if (tree.Nodes.GetValueOrDefault(string.Join('/', walked)) is SymlinkNode link)
            {
                if (link.Target.StartsWith('/') || ++links > MaxSymlinks)
                {
                    return null;
                }

                walked.RemoveAt(walked.Count - 1);
                foreach (var part in link.Target.Split('/').Reverse())
                {
                    remaining.Push(part);
                }
            }
        }

        var resolved = string.Join('/', walked);
        return tree.Nodes.GetValueOrDefault(resolved) is FileNode ? resolved : null;
    }
}
