using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Sources.Unpacking;

/// <summary>Gathers an archive's entries, and refuses those that point out of the tree, by name, by link or by way of a link.</summary>
internal sealed class ArchiveTree
{
    private readonly Dictionary<string, TreeNode> nodes = new(StringComparer.Ordinal);

    public void Add(string name, TreeNode node)
    {
        if (Normalize(name, name) is { Length: > 0 } path)
        {
            RefuseIfMangled(name, (node as SymlinkNode)?.Target ?? "");
            RefuseWayThroughLink(path, name);
            nodes[path] = node;
        }
    }

    public void AddDirectory(string name)
    {
        RefuseIfMangled(name, "");
        if (Normalize(name, name) is { Length: > 0 } path && !nodes.ContainsKey(path))
        {
            Add(name, new DirectoryNode());
        }
    }

    public void AddHardLink(string name, string target)
    {
        if (!nodes.TryGetValue(Normalize(target, name), out var node))
        {
            throw new InvalidDataException($"{name} is a hard link to {target}, which the archive does not hold before it");
        }

        Add(name, node);
    }

    /// <summary>Everything; directories that hold something are implied.</summary>
    public FileTree Whole()
    {
        var parents = TreePaths.ParentsOf(nodes.Keys);
        return FileTree.Of(nodes.Where(node => !parents.Contains(node.Key)));
    }

    /// <summary>Everything, out of the one folder that holds it all if there is one; directories that hold something are implied.</summary>
    public FileTree WithoutTopFolder()
    {
        var parents = TreePaths.ParentsOf(nodes.Keys);
        var tree = Whole();
        var tops = nodes.Keys.Select(path => path.Split('/', 2)[0]).Distinct(StringComparer.Ordinal).ToArray();
        var stripped = tops is [var top] && parents.Contains(top) ? tree.Below(top) : tree;
        foreach (var (path, node) in stripped.Nodes)
        {
            if (node is SymlinkNode link && PointsOut(path, link.Target))
            {
                throw new InvalidDataException($"{path} links to {link.Target}, out of the archive");
            }
        }

        return stripped;
    }

    /// <summary>A target may climb first and descend then: ".." after a name may climb out by way of another link.</summary>
    private static bool PointsOut(string path, string target)
    {
        var parts = target.Split('/');
        var climbs = parts.TakeWhile(part => part is "." or "..").Count(part => part == "..");
        return target.StartsWith('/')
            || climbs > path.Count(character => character == '/')
            || parts.SkipWhile(part => part is "." or "..").Contains("..");
    }

    /// <summary>The reader gives each byte that is not UTF-8 as U+FFFD: the file would have another name, maybe another file's.</summary>
    private static void RefuseIfMangled(string name, string target)
    {
        if (name.Contains('\uFFFD', StringComparison.Ordinal) || target.Contains('\uFFFD', StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{name} has a name, or leads to one, that is not UTF-8");
        }
    }

    private void RefuseWayThroughLink(string path, string name)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            switch (nodes.GetValueOrDefault(path[..slash]))
            {
                case SymlinkNode:
                    throw new InvalidDataException($"{name} lies below a symbolic link of the archive");
                case FileNode:
                    throw new InvalidDataException($"{name} lies below a file of the archive");
            }
        }
    }

    /// <summary>The path without "." and "..", which may not climb out of the root.</summary>
    private static string Normalize(string path, string name)
    {
        var parts = new List<string>();
        foreach (var part in path.StartsWith('/') ? throw Escape(name) : path.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    throw Escape(name);
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private static InvalidDataException Escape(string name) => new($"{name} points out of the archive");
}
