using OpenLinux.Archives;

namespace OpenLinux.Oci.Contents;

/// <summary>Finds places in the tree. Links on the way are followed inside the root, as containerd does (continuity, fs.RootPath).</summary>
internal sealed class LayerPaths(int maximumPaths)
{
    /// <summary>As Linux has it (path_resolution(7)).</summary>
    private const int MaximumLinks = 40;

    /// <summary>PATH_MAX (limits.h) holds no more names.</summary>
    private const int MaximumDepth = 2048;

    public LayerNode Root { get; } = new(null, 0);

    public int Count { get; private set; }

    /// <exception cref="ArchiveException">There are too many, or it lies too deep.</exception>
    public LayerNode Add(LayerNode parent, string name, int layer) =>
        ++Count > maximumPaths ? throw ArchiveException.TooLarge($"more than {maximumPaths} paths")
        : parent.Depth >= MaximumDepth ? throw ArchiveException.TooLarge($"a path of more than {MaximumDepth} names")
        : parent.Add(name, layer);

    /// <summary>Makes the directories that are missing.</summary>
    /// <param name="entry">For people.</param>
    public LayerNode MakeDirectory(string entry, ReadOnlySpan<string> names, int layer) =>
        Directory(entry, names, (parent, name) => Add(parent, name, layer))!;

    /// <returns>Null where there is none.</returns>
    public LayerNode? FindDirectory(string entry, ReadOnlySpan<string> names) => Directory(entry, names, (_, _) => null);

    private LayerNode? Directory(string entry, ReadOnlySpan<string> names, Func<LayerNode, string, LayerNode?> missing)
    {
        var pending = new Stack<string>();
        Push(pending, names);
        var current = Root;
        var links = 0;
        while (pending.TryPop(out var name))
        {
            if (name is "" or "." or "..")
            {
                current = name == ".." && current.Parent is not null ? current.Parent : current;
                continue;
            }

            switch (current.Children.GetValueOrDefault(name) ?? missing(current, name))
            {
                case null:
                    return null;
                case { File: { Kind: ImageFileKind.Symlink, LinkTarget: var target } }:
                    Push(pending, ++links <= MaximumLinks
                        ? target.Split('/')
                        : throw ArchiveException.Corrupt($"{entry} lies below a loop of symlinks"));
                    current = target.StartsWith('/') ? Root : current;
                    break;
                case { IsDirectory: true } child:
                    current = child;
                    break;
                default:
                    throw ArchiveException.Corrupt($"{entry} lies below something that is no directory");
            }
        }

        return current;
    }

    private static void Push(Stack<string> pending, ReadOnlySpan<string> names)
    {
        for (var index = names.Length - 1; index >= 0; index--)
        {
            pending.Push(names[index]);
        }
    }
}
