using System.Collections.Concurrent;
using OpenLinux.Common.Files;

namespace OpenLinux.Engine.Content;

/// <summary>
/// Digests of files by path, size, times and inode, kept in one file between runs. Safe to use from many threads.
/// A file that was modified less than <see cref="Granularity"/> before it was read is read again next time (git's "racy" rule):
/// file systems tick as slowly as that.
/// </summary>
public sealed class StatCache : IFileDigester, IContentSource, IDisposable
{
    private const int Attempts = 10;

    /// <summary>Two seconds, FAT's tick; others are finer.</summary>
    private static readonly TimeSpan Granularity = TimeSpan.FromSeconds(2);

    private readonly string storePath;
    private readonly TimeProvider time;
    private readonly Lazy<ConcurrentDictionary<string, StatEntry>> entries;
    private readonly ConcurrentDictionary<Digest, string> sources = new();
    private volatile bool isChanged;

    public StatCache(string storePath, TimeProvider? time = null)
    {
        this.storePath = Path.GetFullPath(storePath);
        this.time = time ?? TimeProvider.System;
        entries = new(() => StatCacheFile.Read(this.storePath));
    }

    public Digest DigestOf(string path)
    {
        var fullPath = Path.GetFullPath(path);
        return FileStatus.Of(fullPath) is { Kind: FileKind.File } status
            ? DigestOf(fullPath, status)
            : throw new FileNotFoundException($"no file at {fullPath}", fullPath);
    }

    public FileTree TreeOf(string folder)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (FileStatus.Of(root) is not { Kind: FileKind.Directory })
        {
            throw new DirectoryNotFoundException($"no folder at {root}");
        }

        var nodes = new List<KeyValuePair<string, TreeNode>>();
        Collect(root, "", nodes);
        return FileTree.Of(nodes);
    }

    public string? PathOf(Digest digest) => sources.GetValueOrDefault(digest);

    /// <summary>Writes what changed, by temp + rename. That it cannot be written costs time in the next run and nothing else.</summary>
    public void Save()
    {
        if (!isChanged)
        {
            return;
        }

        isChanged = false;
        try
        {
            StatCacheFile.Write(storePath, entries.Value.Where(IsWorthKeeping));
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            isChanged = true;
        }
    }

    public void Dispose() => Save();

    private static bool IsWorthKeeping(KeyValuePair<string, StatEntry> entry) =>
        entry.Value.Trusted && (entry.Value.Seen || File.Exists(entry.Key));

    private void Collect(string folder, string prefix, List<KeyValuePair<string, TreeNode>> nodes)
    {
        var paths = FolderListing.Of(folder);
        foreach (var path in paths)
        {
            var name = string.Concat(prefix, path.AsSpan(folder.Length + 1));
            if (FileStatus.OfLink(path) is not { } status)
            {
                continue;
            }

            switch (status.Kind)
            {
                case FileKind.File:
                    nodes.Add(new(name, new FileNode(DigestOf(path, status), Normalised(status.Mode))));
                    break;
                case FileKind.Symlink:
                    nodes.Add(new(name, new SymlinkNode(FolderListing.LinkText(path))));
                    break;
                case FileKind.Directory:
                    Collect(path, name + "/", nodes);
                    break;
                default:
                    break;
            }
        }

        if (paths.Count == 0 && prefix.Length > 0)
        {
            nodes.Add(new(prefix[..^1], new DirectoryNode()));
        }
    }

    private static int Normalised(int mode) => (mode & 0b001_000_000) != 0 ? FileNode.Executable : FileNode.Regular;

    private Digest DigestOf(string path, FileStatus status)
    {
        var table = entries.Value;
        if (!table.TryGetValue(path, out var entry) || !entry.Trusted || entry.Stamp != FileStamp.Of(status))
        {
            entry = Read(path, status);
            table[path] = entry;
            isChanged = true;
        }
        else if (!entry.Seen)
        {
            table[path] = entry with { Seen = true };
        }

        sources[entry.Content] = path;
        return entry.Content;
    }

    /// <summary>Reads the file until it stays the same from before to after.</summary>
    private StatEntry Read(string path, FileStatus before)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var readAt = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
            var digest = ContentHasher.HashFile(path);
            var after = FileStatus.Of(path) ?? throw new FileNotFoundException($"no file at {path}", path);
            if (FileStamp.Of(before) == FileStamp.Of(after))
            {
                var isOld = Math.Max(after.Modified, after.Changed) < readAt - (Granularity.Ticks * 100);
                return new StatEntry(FileStamp.Of(after), digest, isOld, Seen: true);
            }

            before = after;
        }

        throw new IOException($"{path} keeps changing while it is read");
    }
}

/// <summary>What must be unchanged for a file to count as unchanged.</summary>
internal readonly record struct FileStamp(long Size, long Modified, long Changed, ulong Inode, ulong Device)
{
    public static FileStamp Of(in FileStatus status) =>
        new(status.Size, status.Modified, status.Changed, status.Inode, status.Device);
}

/// <param name="Trusted">False where the file was modified so shortly before it was read that another change could carry the same stamp.</param>
/// <param name="Seen">Whether this process has asked for the file.</param>
internal sealed record StatEntry(FileStamp Stamp, Digest Content, bool Trusted, bool Seen);
