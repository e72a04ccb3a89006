using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
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

    public FileTree TreeOf(string folder, string? leftOut = null)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (FileStatus.Of(root) is not { Kind: FileKind.Directory })
        {
            throw new DirectoryNotFoundException($"no folder at {root}");
        }

        var nodes = new ConcurrentBag<KeyValuePair<string, TreeNode>>();
        IEnumerable<string> folders = [root];
        while (folders.Any())
        {
            var below = new ConcurrentBag<string>();
            OnAllCores(EntriesOf(folders, root, leftOut, nodes), path => Take(path, root, nodes, below));
            folders = below;
        }

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

    /// <summary>What stands in folders; one that is empty is taken as it is.</summary>
    private static List<string> EntriesOf(
        IEnumerable<string> folders, string root, string? leftOut, ConcurrentBag<KeyValuePair<string, TreeNode>> nodes)
    {
        var paths = new List<string>();
        foreach (var folder in folders)
        {
            var entries = FolderListing.Of(folder);
            paths.AddRange(leftOut is null ? entries : entries.Where(path => Path.GetFileName(path) != leftOut));
            if (entries.Count == 0 && folder.Length > root.Length)
            {
                nodes.Add(new(folder[(root.Length + 1)..], new DirectoryNode()));
            }
        }

        return paths;
    }

    private void Take(string path, string root, ConcurrentBag<KeyValuePair<string, TreeNode>> nodes, ConcurrentBag<string> folders)
    {
        if (FileStatus.OfLink(path) is not { } status)
        {
            return;
        }

        switch (status.Kind)
        {
            case FileKind.File:
                nodes.Add(new(path[(root.Length + 1)..], new FileNode(DigestOf(path, status), Normalised(status.Mode))));
                break;
            case FileKind.Symlink:
                nodes.Add(new(path[(root.Length + 1)..], new SymlinkNode(FolderListing.LinkText(path))));
                break;
            case FileKind.Directory:
                folders.Add(path);
                break;
            default:
                break;
        }
    }

    private static void OnAllCores(List<string> paths, Action<string> take)
    {
        try
        {
            Parallel.ForEach(Partitioner.Create(paths, loadBalance: true), take);
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
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
