using OpenLinux.Engine.FileSystem;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Content;

/// <summary>
/// The store on disk: <c>cas/2 hex digits/hash</c>. Blobs are not flushed to the device one by one: what a power cut
/// damages is dropped when it is read.
/// </summary>
public sealed class FileContentStore(CacheFolder cache) : IContentStore
{
    /// <summary>Up to here a blob is read and verified in one piece.</summary>
    private const long SmallBlob = 1024 * 1024;

    public ValueTask<bool> ContainsAsync(Digest digest, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Contains(digest));

    public ValueTask<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        var digest = Digest.Of(content.Span);
        if (!Contains(digest))
        {
            cache.Write(PathOf(digest.Hash), content.Span);
        }

        return ValueTask.FromResult(digest);
    }

    public ValueTask<Digest> PutFileAsync(string path, CancellationToken cancellation = default)
    {
        using var source = ContentHasher.Open(path);
        return ValueTask.FromResult(cache.Guard(() => TakeIn(source, cancellation)));
    }

    public ValueTask<byte[]?> ReadAsync(Digest digest, CancellationToken cancellation = default) =>
        ValueTask.FromResult(Read(digest));

    public async ValueTask<bool> WriteToAsync(
        Digest digest, string path, int mode, CancellationToken cancellation = default)
    {
        var folder = Path.GetDirectoryName(path)!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():n}");
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

        if (!DigestMessages.IsHash(digest.Hash) || cache.Read(PathOf(digest.Hash)) is not { } content)
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

    private bool Damaged(Digest digest)
    {
        CacheFolder.Drop(PathOf(digest.Hash));
        return false;
    }

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

            if (!Contains(digest))
            {
                CacheFolder.Publish(temporary, PathOf(digest.Hash));
                return digest;
            }

            CacheFolder.Drop(temporary);
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
        if (digest.SizeBytes <= SmallBlob)
        {
            if (Read(digest) is not { } content)
            {
                return false;
            }

            File.WriteAllBytes(path, content);
            FileModes.Set(path, mode);
            return true;
        }

        if (!Contains(digest))
        {
            return false;
        }

        Digest copied;
        using (var source = cache.Guard(() => ContentHasher.Open(PathOf(digest.Hash))))
        using (var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            copied = ContentHasher.Hash(source, target, cancellation);
        }

        if (copied != digest)
        {
            CacheFolder.Drop(path);
            return Damaged(digest);
        }

        FileModes.Set(path, mode);
        return true;
    }
}
