using System.Security.Cryptography;
using Google.Protobuf;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Actions;

/// <summary>
/// The action cache on disk: <c>ac/2 hex digits/action hash</c>, the SHA-256 of the action's hash and an <c>ActionResult</c>'s canonical
/// bytes, and then those bytes. What is damaged, of another format or another action's is dropped; a result counts only while the store
/// holds all of its outputs.
/// </summary>
public sealed class FileActionCache(CacheFolder cache, IContentStore store) : IActionCache
{
    public async ValueTask<Reapi.ActionResult?> GetAsync(Digest action, CancellationToken cancellation = default)
    {
        var path = PathOf(action);
        if (cache.Use(path) is null || cache.Read(path) is not { } entry)
        {
            return null;
        }

        if (Parse(action, entry) is not { } result)
        {
            CacheFolder.Drop(path);
            return null;
        }

        return await IsCompleteAsync(result, cancellation) ? result : null;
    }

    public ValueTask PutAsync(Digest action, Reapi.ActionResult result, CancellationToken cancellation = default)
    {
        var entry = new byte[SHA256.HashSizeInBytes + result.CalculateSize()];
        result.WriteTo(entry.AsSpan(SHA256.HashSizeInBytes));
        Seal(action, entry.AsSpan(SHA256.HashSizeInBytes)).CopyTo(entry, 0);
        cache.Write(PathOf(action), entry);
        return ValueTask.CompletedTask;
    }

    public EntryStamp? StampOf(Digest action) =>
        cache.Use(PathOf(action)) is { } status ? new EntryStamp(status.Size, status.Modified, status.Inode) : null;

    public void Forget(Digest action) => CacheFolder.Drop(PathOf(action));

    public async ValueTask<bool> IsCompleteAsync(Reapi.ActionResult result, CancellationToken cancellation = default)
    {
        foreach (var file in result.OutputFiles)
        {
            if (!await store.ContainsAsync(file.Digest.ToDigest(), cancellation))
            {
                return false;
            }
        }

        foreach (var directory in result.OutputDirectories)
        {
            if (!await IsCompleteAsync(directory, cancellation))
            {
                return false;
            }
        }

        return result.StdoutDigest is null || await store.ContainsAsync(result.StdoutDigest.ToDigest(), cancellation);
    }

    private string PathOf(Digest action) => cache.PathOf("ac", action.Hash);

    private static Reapi.ActionResult? Parse(Digest action, byte[] entry)
    {
        if (entry.Length < SHA256.HashSizeInBytes)
        {
            return null;
        }

        var message = entry.AsSpan(SHA256.HashSizeInBytes);
        return Seal(action, message).AsSpan().SequenceEqual(entry.AsSpan(0, SHA256.HashSizeInBytes))
            ? Reapi.ActionResult.Parser.ParseFrom(message)
            : null;
    }

    /// <summary>Ties a result to its action: an entry copied over another one is not believed.</summary>
    private static byte[] Seal(Digest action, ReadOnlySpan<byte> message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Convert.FromHexString(action.Hash));
        hash.AppendData(message);
        return hash.GetHashAndReset();
    }

    private async ValueTask<bool> IsCompleteAsync(Reapi.OutputDirectory directory, CancellationToken cancellation)
    {
        if (await store.ReadAsync(directory.TreeDigest.ToDigest(), cancellation) is not { } bytes)
        {
            return false;
        }

        var tree = Reapi.Tree.Parser.ParseFrom(bytes);
        foreach (var part in tree.Children.Prepend(tree.Root))
        {
            foreach (var file in part.Files)
            {
                if (!await store.ContainsAsync(file.Digest.ToDigest(), cancellation))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
