using OpenLinux.Archives;
using OpenLinux.Engine.Content;

namespace OpenLinux.Oci.Contents;

/// <summary>Finds places in the tree. Links on the way are followed inside the root, as containerd does (continuity, fs.RootPath).</summary>
internal sealed class LayerPaths(int maximumPaths)
{
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
        var paths = new PathResolution<LayerNode>(
            (parent, name) => parent.Children.GetValueOrDefault(name) ?? missing(parent, name),
            node => node.File is { Kind: ImageFileKind.Symlink, LinkTarget: var target } ? target : null,
            node => node.IsDirectory);
        return paths.Follow(Root, names) switch
        {
            { Fault: PathFault.NotThere } => null,
            { Fault: PathFault.LinkLoop } => throw ArchiveException.Corrupt($"{entry} lies below a loop of symlinks"),
            { Node: { IsDirectory: true } directory } => directory,
            _ => throw ArchiveException.Corrupt($"{entry} lies below something that is no directory"),
        };
    }
}
