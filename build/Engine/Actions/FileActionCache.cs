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
            cache.Discard(path);
            return null;
        }

        return await IsCompleteAsync(result, cancellation) ? result : null;
    }

    public ValueTask PutAsync(Digest action, Reapi.ActionResult result, CancellationToken cancellation = default)
    {
        var entry = new byte[SHA256.HashSizeInBytes + result.CalculateSize()];
        result.WriteTo(entry.AsSpan(SHA256.HashSizeInBytes));
        Seal(action.Hash, entry.AsSpan(SHA256.HashSizeInBytes)).CopyTo(entry, 0);
        cache.Write(PathOf(action), entry);
        return ValueTask.CompletedTask;
    }

    public EntryStamp? StampOf(Digest action) =>
        cache.Use(PathOf(action)) is { } status ? new EntryStamp(status.Size, status.Modified, status.Inode) : null;

    public void Forget(Digest action) => CacheFolder.Drop(PathOf(action));

    public async ValueTask<bool> IsCompleteAsync(Reapi.ActionResult result, CancellationToken cancellation = default)
    {
        var named = result.OutputFiles.Select(file => file.Digest.ToDigest()).ToList();
        foreach (var directory in result.OutputDirectories)
        {
            if (await ActionResults.TreeAsync(store, directory, cancellation) is not { } tree)
            {
                return false;
            }

            named.AddRange(tree.Children.Prepend(tree.Root).SelectMany(part => part.Files).Select(file => file.Digest.ToDigest()));
        }

        if (result.StdoutDigest is { } stdout)
        {
            named.Add(stdout.ToDigest());
        }

        return await store.ContainsAllAsync(named, cancellation);
    }

    private string PathOf(Digest action) => cache.PathOf("ac", action.Hash);

    /// <param name="action">The action's hash: what the entry is called.</param>
    internal static bool IsWhole(string action, ReadOnlySpan<byte> entry) =>
        entry.Length >= SHA256.HashSizeInBytes
        && Seal(action, entry[SHA256.HashSizeInBytes..]).AsSpan().SequenceEqual(entry[..SHA256.HashSizeInBytes]);

    private static Reapi.ActionResult? Parse(Digest action, byte[] entry) =>
        IsWhole(action.Hash, entry) ? Reapi.ActionResult.Parser.ParseFrom(entry.AsSpan(SHA256.HashSizeInBytes)) : null;

    /// <summary>Ties a result to its action: an entry copied over another one is not believed.</summary>
    /// <param name="action">The action's hash.</param>
    internal static byte[] Seal(string action, ReadOnlySpan<byte> message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Convert.FromHexString(action));
        hash.AppendData(message);
        return hash.GetHashAndReset();
    }
}
