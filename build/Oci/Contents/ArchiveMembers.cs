using OpenLinux.Archives;
using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Tar;

namespace OpenLinux.Oci.Contents;

/// <summary>Where in an archive its files lie.</summary>
internal sealed class ArchiveMembers
{
    private readonly Dictionary<string, (long Start, long Length)> files = new(StringComparer.Ordinal);

    /// <summary>Docker writes a layer that two images share once, and links for the rest (moby, image/tarexport).</summary>
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);

    /// <exception cref="ArchiveException">Truncated, corrupt or beyond the limits.</exception>
    public static ArchiveMembers Read(ITarSource source, ArchiveLimits limits, CancellationToken cancellation)
    {
        var members = new ArchiveMembers();
        using var tar = new TarReader(source, limits);
        while (tar.Next() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            members.Add(entry, tar.Offset);
            if (members.files.Count > limits.CountOfPaths())
            {
                throw ArchiveException.TooLarge($"more than {limits.CountOfPaths()} paths");
            }
        }

        return members;
    }

    /// <returns>Null where there is no such file.</returns>
    public (long Start, long Length)? Find(string path) =>
        files.TryGetValue(links.GetValueOrDefault(path, path), out var place) ? place : null;

    private void Add(TarEntry entry, long start)
    {
        var path = Normal(entry.Path);
        if (entry.IsFile)
        {
            files[path] = (start, entry.SizeBytes);
        }
        else if (entry.Type is TarEntryType.Symlink or TarEntryType.HardLink)
        {
            var folder = entry.Type == TarEntryType.Symlink ? path[..(path.LastIndexOf('/') + 1)] : "";
            links[path] = Normal(folder + entry.LinkTarget);
        }
    }

    /// <summary>"./a/../b" as "b".</summary>
    private static string Normal(string path)
    {
        var names = new Stack<string>();
        foreach (var name in path.Split('/'))
        {
            if (name == "..")
            {
                names.TryPop(out _);
            }
            else if (name is not ("" or "."))
            {
                names.Push(name);
            }
        }

        return string.Join('/', names.Reverse());
    }
}
