using OpenLinux.Archives;
using OpenLinux.Archives.Tar;
using OpenLinux.Engine.Content;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>The tree that an archive leaves, and its paths resolved as the kernel would with the archive as root.</summary>
internal sealed class ArchiveIndex(long maximumBytes)
{
    private const int ImpliedMode = 0b111_101_101;

    /// <summary>What a node takes with its place in its directory, names apart, by rule of thumb.</summary>
    private const int NodeBytes = 192;

    /// <summary>What a directory takes for its first children, beyond that.</summary>
    private const int DirectoryBytes = 256;

    private long bytes;

    public ArchiveNode Root { get; } = new(TarEntryType.Directory, ImpliedMode);

    /// <summary>Adds or replaces a child; a directory that stays a directory keeps its children.</summary>
    /// <returns>What an earlier entry had there, or null.</returns>
    public ArchiveNode? Put(ArchiveNode parent, string name, ArchiveNode node)
    {
        node.Stated = true;
        Count(parent, name, node);
        parent.Children ??= new Dictionary<string, ArchiveNode>(StringComparer.Ordinal);
        if (parent.Children.TryGetValue(name, out var earlier) && earlier.IsDirectory && node.IsDirectory)
        {
            node.Children = earlier.Children;
        }

        parent.Children[name] = node;
        return earlier is { Stated: true } ? earlier : null;
    }

    /// <summary>Makes a path's directories where they are missing, as extraction does.</summary>
    public Resolution MakeDirectories(ReadOnlySpan<string> names) => Resolve(names, followLast: true, Imply);

    public Resolution Resolve(string path, bool followLast = true) => Resolve(path.Split('/'), followLast, (_, _) => null);

    private Resolution Resolve(ReadOnlySpan<string> names, bool followLast, Func<ArchiveNode, string, ArchiveNode?> missing)
    {
        var paths = new PathResolution<ArchiveNode>(
            (parent, name) => parent.Children?.GetValueOrDefault(name) ?? missing(parent, name),
            node => node.IsSymlink ? node.LinkTarget : null,
            node => node.IsDirectory);
        var end = paths.Follow(Root, names, followLast);
        return new Resolution(end.Chain, Words(end.Fault), end.LeavesRoot);
    }

    private static string Words(PathFault fault) => fault switch
    {
        PathFault.NotThere => "which is not there",
        PathFault.BelowNoDirectory => "which lies below something that is no directory",
        PathFault.LinkLoop => "which is a loop of symlinks",
        _ => "",
    };

    private ArchiveNode Imply(ArchiveNode parent, string name)
    {
        var directory = new ArchiveNode(TarEntryType.Directory, ImpliedMode);
        Count(parent, name, directory);
        parent.Children ??= new Dictionary<string, ArchiveNode>(StringComparer.Ordinal);
        parent.Children.Add(name, directory);
        return directory;
    }

    private void Count(ArchiveNode parent, string name, ArchiveNode node)
    {
        bytes += (parent.Children is null ? DirectoryBytes : 0) + NodeBytes + (sizeof(char) * (name.Length + node.LinkTarget.Length));
        if (bytes > maximumBytes)
        {
            throw ArchiveException.TooLarge($"its paths take more than {maximumBytes} bytes of memory, all that limits.index_bytes allows");
        }
    }
}
