using System.Collections.Concurrent;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Fronts;

/// <summary>The contents of a <see cref="WorkTree"/>'s files, each read once for as long as it stays as it is.</summary>
internal sealed class WorkFiles(string root, FileTree laidOut)
{
    /// <summary>Whatever the layout wrote has an earlier time, or none that can be told from what came after.</summary>
    private readonly long start = CoarseClock.Now;

    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);

    public FileNode? NodeOf(string path)
    {
        var place = $"{root}/{path}";
        if (FileStatus.OfLink(place) is not { Kind: FileKind.File } status)
        {
            return null;
        }

        var mode = FileModes.OfFile(status.Mode);
        var stamp = Stamp.Of(status);
        if (known.TryGetValue(path, out var before) && before.Stamp == stamp)
        {
            return new FileNode(before.Digest, mode);
        }

        if (LaidOut(path, status) is { } digest)
        {
            known[path] = new Known(stamp, digest);
            return new FileNode(digest, mode);
        }

        return Read(path, place, stamp) is { } read ? new FileNode(read, mode) : null;
    }

    public byte[]? ContentOf(string path, Digest digest)
    {
        try
        {
            var content = File.ReadAllBytes($"{root}/{path}");
            return Digest.Of(content) == digest ? content : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public bool IsLaidOut(string path, Digest digest) => laidOut.Nodes.GetValueOrDefault(path) is FileNode node && node.Content == digest;

    /// <summary>Nothing but the layout changes a file before the command starts.</summary>
    private Digest? LaidOut(string path, in FileStatus status) =>
        Math.Max(status.Modified, status.Changed) < start && laidOut.Nodes.GetValueOrDefault(path) is FileNode node && node.Content.SizeBytes == status.Size
            ? node.Content
            : null;

    private Digest? Read(string path, string place, Stamp stamp)
    {
        var now = CoarseClock.Now;
        byte[] content;
        try
        {
            content = File.ReadAllBytes(place);
        }
        catch (IOException)
        {
            return null;
        }

        if (FileStatus.OfLink(place) is not { Kind: FileKind.File } after || Stamp.Of(after) != stamp)
        {
            return null;
        }

        var digest = Digest.Of(content);
        if (Math.Max(stamp.Modified, stamp.Changed) < now)
        {
            known[path] = new Known(stamp, digest);
        }

        return digest;
    }

    private readonly record struct Known(Stamp Stamp, Digest Digest);

    private readonly record struct Stamp(long Size, long Modified, long Changed, ulong Inode, ulong Device)
    {
        public static Stamp Of(in FileStatus status) => new(status.Size, status.Modified, status.Changed, status.Inode, status.Device);
    }
}
