using OpenLinux.Common.Files;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Fronts;

/// <summary>
/// A step's folder as it lies there now, while a build changes it: which names stand where, and what the files hold. Folders are read
/// again when their times say so, files likewise; what changed in the very tick in which it was read is read again (git's "racy" rule).
/// Paths are relative to the root. Safe to use from many threads.
/// </summary>
internal sealed class WorkTree
{
    private readonly Lock gate = new();
    private readonly WorkFiles files;
    private readonly Dictionary<string, Folder> folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> places = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> links = new(StringComparer.Ordinal);

    private bool isFresh;

    /// <param name="laidOut">What stood there before anything ran in it.</param>
    public WorkTree(string root, FileTree laidOut)
    {
        Root = root;
        files = new WorkFiles(root, laidOut);
    }

    public string Root { get; }

    /// <summary>Looks which names have come and gone.</summary>
    /// <returns>Whether some have in this very tick of the clock.</returns>
    public bool Refresh()
    {
        lock (gate)
        {
            isFresh = false;
            Refresh("");
            return isFresh;
        }
    }

    /// <returns>An absolute path as one from the root; null where it is none below it.</returns>
    public string? RelativeOf(string path) =>
        path == Root ? "" : path.StartsWith(Root + "/", StringComparison.Ordinal) ? path[(Root.Length + 1)..] : null;

    /// <returns>Where a path leads, from a folder of the tree; null where that is no file, or it leads out, over a link, or through what is no folder.</returns>
    public string? Resolve(string folder, string path) => Find(folder, path) is { Kind: FileKind.File } found ? found.Path : null;

    /// <returns>Where a file at that path would be, in a folder that exists; null as for <see cref="Resolve"/>, and where something else stands there.</returns>
    public string? Place(string folder, string path) => Find(folder, path) is { Kind: FileKind.File or null } found ? found.Path : null;

    private (string Path, FileKind? Kind)? Find(string folder, string path)
    {
        if (RelativeOf(path) is { } below)
        {
            return Find("", below);
        }

        if (path.Length == 0 || path[0] == '/')
        {
            return null;
        }

        lock (gate)
        {
            var at = folder;
            var names = path.Split('/');
            foreach (var name in names.AsSpan(..^1))
            {
                if (Step(at, name) is not { } next || !folders.ContainsKey(next))
                {
                    return null;
                }

                at = next;
            }

            return names[^1] is "" or "." or ".." || !folders.TryGetValue(at, out var last) ? null
                : (Join(at, names[^1]), last.Names.TryGetValue(names[^1], out var kind) ? kind : null);
        }
    }

    /// <summary>Whether a folder is of the tree, and reached over no link.</summary>
    public bool HasFolder(string path)
    {
        lock (gate)
        {
            return folders.ContainsKey(path);
        }
    }

    /// <returns>All files of that base name.</returns>
    public IReadOnlyList<string> Named(string name)
    {
        lock (gate)
        {
            return places.TryGetValue(name, out var holders)
                ? [.. holders.Where(folder => folders[folder].Names[name] == FileKind.File).Select(folder => Join(folder, name))]
                : [];
        }
    }

    /// <returns>All folders of that base name.</returns>
    public IReadOnlyList<string> FoldersNamed(string name)
    {
        lock (gate)
        {
            return places.TryGetValue(name, out var holders)
                ? [.. holders.Select(folder => Join(folder, name)).Where(folders.ContainsKey).Order(StringComparer.Ordinal)]
                : [];
        }
    }

    /// <returns>Every folder but the root.</returns>
    public IReadOnlyList<string> Folders()
    {
        lock (gate)
        {
            return [.. folders.Keys.Where(folder => folder.Length > 0)];
        }
    }

    /// <returns>Every link, with its text.</returns>
    public IReadOnlyList<KeyValuePair<string, string>> Links()
    {
        lock (gate)
        {
            return [.. links];
        }
    }

    /// <returns>Null where there is no file now.</returns>
    public FileNode? NodeOf(string path) => files.NodeOf(path);

    /// <returns>What the file held when it had that digest; null where it has changed since.</returns>
    public byte[]? ContentOf(string path, Digest digest) => files.ContentOf(path, digest);

    /// <summary>Whether the step began with it, as it is now.</summary>
    public bool IsLaidOut(string path, Digest digest) => files.IsLaidOut(path, digest);

    /// <param name="time">Of <see cref="CoarseClock"/>.</param>
    /// <returns>Whether the file is as it was at that time, for certain.</returns>
    public bool IsUnchangedSince(string path, long time) =>
        FileStatus.OfLink($"{Root}/{path}") is { } status && Math.Max(status.Modified, status.Changed) < time;

    public static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    private static string? Step(string folder, string name) => name switch
    {
        "" or "." => folder,
        ".." when folder.Length == 0 => null,
        ".." => folder[..Math.Max(folder.LastIndexOf('/'), 0)],
        _ => Join(folder, name),
    };

    private void Refresh(string path)
    {
        var place = path.Length == 0 ? Root : $"{Root}/{path}";
        if (FileStatus.OfLink(place) is not { Kind: FileKind.Directory } status)
        {
            Forget(path);
            return;
        }

        var stamp = FolderStamp.Of(status);
        if (!folders.TryGetValue(path, out var folder) || !folder.IsTrusted || folder.Stamp != stamp)
        {
            folder = Read(path, place, stamp, folder);
        }

        foreach (var child in folder.Children)
        {
            Refresh(child);
        }
    }

    private Folder Read(string path, string place, FolderStamp stamp, Folder? earlier)
    {
        var now = CoarseClock.Now;
        var names = new Dictionary<string, FileKind>(StringComparer.Ordinal);
        foreach (var (name, kind) in TypedListing.Of(place))
        {
            names[name] = kind;
        }

        if (earlier is not null)
        {
            foreach (var (name, kind) in earlier.Names)
            {
                if (!names.TryGetValue(name, out var kindNow) || kindNow != kind)
                {
                    Remove(path, name, kind);
                }
            }
        }

        foreach (var (name, kind) in names)
        {
            if (earlier is null || !earlier.Names.TryGetValue(name, out var before) || before != kind)
            {
                Add(path, name, kind);
            }
            else if (kind == FileKind.Symlink)
            {
                links[Join(path, name)] = FolderListing.LinkText($"{place}/{name}");
            }
        }

        var folder = new Folder(
            stamp, Math.Max(stamp.Modified, stamp.Changed) < now, names, [.. names.Where(name => name.Value == FileKind.Directory).Select(name => Join(path, name.Key))]);
        folders[path] = folder;
        isFresh |= !folder.IsTrusted;
        return folder;
    }

    private void Add(string folder, string name, FileKind kind)
    {
        if (!places.TryGetValue(name, out var holders))
        {
            places.Add(name, holders = new HashSet<string>(StringComparer.Ordinal));
        }

        holders.Add(folder);
        if (kind == FileKind.Symlink)
        {
            links[Join(folder, name)] = FolderListing.LinkText($"{Root}/{Join(folder, name)}");
        }
    }

    private void Remove(string folder, string name, FileKind kind)
    {
        places[name].Remove(folder);
        links.Remove(Join(folder, name));
        if (kind == FileKind.Directory)
        {
            Forget(Join(folder, name));
        }
    }

    private void Forget(string path)
    {
        if (folders.Remove(path, out var gone))
        {
            foreach (var (name, kind) in gone.Names)
            {
                Remove(path, name, kind);
            }
        }
    }

    private sealed record Folder(FolderStamp Stamp, bool IsTrusted, Dictionary<string, FileKind> Names, string[] Children);

    private readonly record struct FolderStamp(long Modified, long Changed, ulong Inode, ulong Device)
    {
        public static FolderStamp Of(in FileStatus status) => new(status.Modified, status.Changed, status.Inode, status.Device);
    }
}
