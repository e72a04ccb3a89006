using OpenLinux.Archives;
using OpenLinux.Archives.Tar;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>The tree that an archive leaves, and its paths resolved as the kernel would with the archive as root.</summary>
internal sealed class ArchiveIndex(long maximumBytes)
{
    private const int ImpliedMode = 0b111_101_101;

    /// <summary>As Linux has it (path_resolution(7)).</summary>
    private const int MaximumLinks = 40;

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
    public Resolution MakeDirectories(ReadOnlySpan<string> names) => Resolve([Root], names, followLast: true, create: true);

    public Resolution Resolve(string path, bool followLast = true) =>
        Resolve([Root], path.Split('/'), followLast, create: false);

    private Resolution Resolve(List<ArchiveNode> chain, ReadOnlySpan<string> names, bool followLast, bool create)
    {
        var pending = new Stack<string>();
        Push(pending, names);
        var links = 0;
        var leavesRoot = false;
        while (pending.TryPop(out var name))
        {
            if (name is "" or ".")
            {
                continue;
            }

            if (name == "..")
            {
                leavesRoot |= chain.Count == 1;
                chain.RemoveRange(chain.Count - 1, chain.Count > 1 ? 1 : 0);
                continue;
            }

            var current = chain[^1];
            if (!current.IsDirectory)
            {
                return new Resolution(null, $"which lies below something that is no directory", leavesRoot);
            }

            var child = current.Children?.GetValueOrDefault(name);
            if (child is null)
            {
                if (!create)
                {
                    return new Resolution(null, "which is not there", leavesRoot);
                }

                child = Imply(current, name);
            }

            if (child.IsSymlink && (followLast || pending.Count > 0))
            {
                if (++links > MaximumLinks)
                {
                    return new Resolution(null, "which is a loop of symlinks", leavesRoot);
                }

                if (child.LinkTarget.StartsWith('/'))
                {
                    leavesRoot = true;
                    chain.RemoveRange(1, chain.Count - 1);
                }

                Push(pending, child.LinkTarget.Split('/'));
                continue;
            }

            chain.Add(child);
        }

        return new Resolution(chain, string.Empty, leavesRoot);
    }

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

    private static void Push(Stack<string> pending, ReadOnlySpan<string> names)
    {
        for (var index = names.Length - 1; index >= 0; index--)
        {
            pending.Push(names[index]);
        }
    }
}
