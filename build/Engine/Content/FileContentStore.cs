using System.Collections.Concurrent;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Content;

/// <summary>
/// The store on disk: <c>cas/2 hex digits/hash</c>. Blobs are not flushed to the device one by one: what a power cut
/// damages is dropped when it is read.
/// </summary>
public sealed class FileContentStore(CacheFolder cache) : IContentStore
{
    /// <summary>What this process has written or compared, and so need not compare again: most messages are put many times.</summary>
    private readonly ConcurrentDictionary<Digest, bool> whole = new();

    /// <summary>The blobs that this process has taken in from a stream, as they were then: while they are so, they are what was written.</summary>
    private readonly ConcurrentDictionary<Digest, FileStamp> taken = new();

    public ValueTask<bool> ContainsAsync(Digest digest, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Contains(digest));

    public ValueTask<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        var digest = Digest.Of(content.Span);
        if (!Contains(digest) || !(whole.ContainsKey(digest) || content.Span.SequenceEqual(cache.Read(PathOf(digest.Hash)))))
        {
            cache.Write(PathOf(digest.Hash), content.Span);
        }

        whole.TryAdd(digest, true);
        return ValueTask.FromResult(digest);
    }

    public ValueTask<Digest> PutAsync(Stream content, CancellationToken cancellation = default) =>
        ValueTask.FromResult(cache.Guard(() => TakeIn(content, cancellation)));

    public ValueTask<Digest> PutFileAsync(string path, CancellationToken cancellation = default)
    {
        using var source = ContentHasher.Open(path);
        return PutAsync(source, cancellation);
    }

    /// <summary>By renaming it, where it lies on the cache's own file system.</summary>
    public ValueTask<Digest> TakeFileAsync(string path, CancellationToken cancellation = default)
    {
        var digest = ContentHasher.HashFile(path, cancellation);
        if (digest == Digest.Empty || !path.StartsWith(cache.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return PutFileAsync(path, cancellation);
        }

        TakeVerified(path, digest);
        return ValueTask.FromResult(digest);
    }

    /// <summary>Renames a file of the cache's own file system that has just been written, and hashed by whoever wrote it.</summary>
    internal void TakeVerified(string path, Digest digest) => cache.Guard(() =>
    {
        FileModes.Set(path, CacheFolder.ReadOnly);
        cache.Publish(path, PathOf(digest.Hash), digest.SizeBytes);
        return whole.TryAdd(digest, true);
    });

    public ValueTask<byte[]?> ReadAsync(Digest digest, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Read(digest));

    public async ValueTask<bool> WriteToAsync(
        Digest digest, string path, int mode, CancellationToken cancellation = default)
    {
        var folder = Path.GetDirectoryName(path)!;
        var temporary = Drafts.Beside(path);
        try
        {
            if (!CopyTo(digest, temporary, mode, cancellation))
            {
                return false;
            }

            File.Move(temporary, path, overwrite: true);
            return true;
        }
        catch (Exception fault) when (StorageFaults.IsDiskFull(fault))
        {
            CacheFolder.Drop(temporary);
            throw StorageFaults.Translate(fault, folder);
        }
        catch (Exception)
        {
            CacheFolder.Drop(temporary);
            throw;
        }
    }

    public ValueTask<bool> CopyToAsync(Digest digest, Stream target, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Copy(digest, target, cancellation));

    public ValueTask<bool> ReadIntoAsync(Digest digest, Memory<byte> target, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Contains(digest) && (digest == Digest.Empty || ReadInto(digest, target.Span) || Damaged(digest)));

    public ValueTask<bool> ReadUnverifiedAsync(Digest digest, Memory<byte> target, CancellationToken cancellation = default) =>
        ValueTask.FromResult(digest == Digest.Empty || (Contains(digest) && TryRead(digest, target.Span)));

    public ValueTask<Stream?> OpenAsync(Digest digest, CancellationToken cancellation = default) =>
        ValueTask.FromResult<Stream?>(Contains(digest) ? digest == Digest.Empty ? new MemoryStream() : Open(digest) : null);

    public ValueTask<Digest?> FindAsync(string hash, CancellationToken cancellation = default)
    {
        Digest? found = !DigestMessages.IsHash(hash) ? null
            : hash == Digest.Empty.Hash ? Digest.Empty
            : cache.Use(PathOf(hash)) is { } status ? new Digest(hash, status.Size)
            : null;
        return ValueTask.FromResult(found);
    }

    private string PathOf(string hash) => cache.PathOf("cas", hash);

    private bool Contains(Digest digest)
    {
        if (digest == Digest.Empty)
        {
            return true;
        }

        if (!DigestMessages.IsHash(digest.Hash) || cache.Use(PathOf(digest.Hash)) is not { } status)
        {
            return false;
        }

        return status.Size == digest.SizeBytes || Damaged(digest);
    }

    private byte[]? Read(Digest digest)
    {
        if (digest == Digest.Empty)
        {
            return [];
        }

        if (!DigestMessages.IsHash(digest.Hash) || cache.Use(PathOf(digest.Hash)) is null || cache.Read(PathOf(digest.Hash)) is not { } content)
        {
            return null;
        }

        if (Digest.Of(content) != digest)
        {
            Damaged(digest);
            return null;
        }

        return content;
    }

    /// <summary>Looks once more before it drops the blob: someone else may have found it damaged too, and put a whole one in its place.</summary>
    private bool Damaged(Digest digest)
    {
        using (var source = Open(digest))
        {
            if (source is not null && ContentHasher.Hash(source) == digest)
            {
                return false;
            }
        }

        whole.TryRemove(digest, out _);
        cache.Discard(PathOf(digest.Hash));
        return false;
    }

    /// <summary>Takes the place of what is there under that hash: nobody knows whether that is still whole.</summary>
    private Digest TakeIn(Stream source, CancellationToken cancellation)
    {
        var temporary = cache.Temporary.NewPath();
        try
        {
            Digest digest;
            using (var copy = CacheFolder.Create(temporary))
            {
                digest = ContentHasher.Hash(source, copy, cancellation);
            }

            cache.Publish(temporary, PathOf(digest.Hash), digest.SizeBytes);
            if (StampOf(digest) is { } stamp)
            {
                taken[digest] = stamp;
            }

            return digest;
        }
        catch
        {
            CacheFolder.Drop(temporary);
            throw;
        }
    }

    private bool CopyTo(Digest digest, string path, int mode, CancellationToken cancellation)
    {
        if (!TryCopyTaken(digest, path) && !TryCopyVerified(digest, path, cancellation))
        {
            CacheFolder.Drop(path);
            return false;
        }

        FileModes.Set(path, mode);
        return true;
    }

    private bool TryCopyVerified(Digest digest, string path, CancellationToken cancellation)
    {
        using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        return Copy(digest, target, cancellation);
    }

    /// <summary>What this process has just written need not be read and hashed to be copied: the kernel does that by itself.</summary>
    private bool TryCopyTaken(Digest digest, string path)
    {
        if (!taken.TryGetValue(digest, out var stamp) || StampOf(digest) != stamp)
        {
            return false;
        }

        File.Copy(PathOf(digest.Hash), path);
        if (StampOf(digest) == stamp)
        {
            return true;
        }

        CacheFolder.Drop(path);
        return false;
    }

    private FileStamp? StampOf(Digest digest) => FileStatus.Of(PathOf(digest.Hash)) is { } status ? FileStamp.Of(status) : null;

    private bool Copy(Digest digest, Stream target, CancellationToken cancellation)
    {
        if (digest == Digest.Empty)
        {
            return true;
        }

        if (!Contains(digest))
        {
            return false;
        }

        using var source = Open(digest);
        return source is not null && (ContentHasher.Hash(source, target, cancellation) == digest || Damaged(digest));
    }

    private bool ReadInto(Digest digest, Span<byte> target) => TryRead(digest, target) && Digest.Of(target) == digest;

    private bool TryRead(Digest digest, Span<byte> target)
    {
        try
        {
            return ContentHasher.ReadInto(PathOf(digest.Hash), target);
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            return fault is FileNotFoundException or DirectoryNotFoundException ? false : throw StorageFaults.Translate(fault, cache.Root);
        }
    }

    /// <returns>Null where the blob was evicted or dropped since.</returns>
    private FileStream? Open(Digest digest) => cache.Guard(() =>
    {
        try
        {
            return ContentHasher.Open(PathOf(digest.Hash));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    });
}
