using System.Collections.Concurrent;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Remote.Caching;

/// <summary>
/// The store on disk, with a remote cache behind it: what that holds counts as there, and is brought when somebody reads it, verified as all
/// that is read. What it has lost, or gave wrong, is not there for the rest of this build, so that no result that names it counts.
/// </summary>
internal sealed class RemoteContentStore(FileContentStore disk, CacheFolder folder, RemoteLink link, RemoteTally tally, int downloads)
    : IContentStore, IDisposable
{
    private readonly ConcurrentDictionary<Digest, bool> lost = new();
    private readonly ConcurrentDictionary<Digest, Lazy<Task<bool>>> coming = new();
    private readonly SemaphoreSlim slots = new(downloads);

    /// <summary>What is known of its blobs.</summary>
    public BlobQuestions Questions { get; } = new(link);

    public async ValueTask<bool> ContainsAsync(Digest digest, CancellationToken cancellation = default) =>
        await disk.ContainsAsync(digest, cancellation) || await IsThereAsync(digest, cancellation);

    public ValueTask<bool> IsHereAsync(Digest digest, CancellationToken cancellation = default) => disk.ContainsAsync(digest, cancellation);

    public async ValueTask<bool> ContainsAllAsync(IReadOnlyCollection<Digest> digests, CancellationToken cancellation = default)
    {
        var elsewhere = new List<Task<bool>>();
        foreach (var digest in digests)
        {
            if (await disk.ContainsAsync(digest, cancellation))
            {
                continue;
            }

            if (!MayHave(digest))
            {
                return false;
            }

            elsewhere.Add(IsThereAsync(digest, cancellation).AsTask());
        }

        return (await Task.WhenAll(elsewhere)).All(isThere => isThere);
    }

    public async ValueTask BringAsync(IEnumerable<Digest> digests, CancellationToken cancellation = default)
    {
        var wanted = new List<Task>();
        foreach (var digest in digests)
        {
            if (!await disk.ContainsAsync(digest, cancellation))
            {
                wanted.Add(FetchAsync(digest, cancellation).AsTask());
            }
        }

        await Task.WhenAll(wanted);
    }

    public ValueTask<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation = default) => disk.PutAsync(content, cancellation);

    public ValueTask<Digest> PutAsync(Stream content, CancellationToken cancellation = default) => disk.PutAsync(content, cancellation);

    public ValueTask<Digest> PutFileAsync(string path, CancellationToken cancellation = default) => disk.PutFileAsync(path, cancellation);

    public ValueTask<Digest> TakeFileAsync(string path, CancellationToken cancellation = default) => disk.TakeFileAsync(path, cancellation);

    public async ValueTask<byte[]?> ReadAsync(Digest digest, CancellationToken cancellation = default) =>
        await disk.ReadAsync(digest, cancellation)
        ?? (await FetchAsync(digest, cancellation) ? await disk.ReadAsync(digest, cancellation) : null);

    public async ValueTask<bool> WriteToAsync(Digest digest, string path, int mode, CancellationToken cancellation = default) =>
        await disk.WriteToAsync(digest, path, mode, cancellation)
        || (await FetchAsync(digest, cancellation) && await disk.WriteToAsync(digest, path, mode, cancellation));

    /// <summary>What was found damaged while it was written takes nothing back: who asked starts over, and has it from the server then.</summary>
    public async ValueTask<bool> CopyToAsync(Digest digest, Stream target, CancellationToken cancellation = default) =>
        (await disk.ContainsAsync(digest, cancellation) || await FetchAsync(digest, cancellation))
        && await disk.CopyToAsync(digest, target, cancellation);

    public async ValueTask<bool> ReadIntoAsync(Digest digest, Memory<byte> target, CancellationToken cancellation = default) =>
        await disk.ReadIntoAsync(digest, target, cancellation)
        || (await FetchAsync(digest, cancellation) && await disk.ReadIntoAsync(digest, target, cancellation));

    public async ValueTask<bool> ReadUnverifiedAsync(Digest digest, Memory<byte> target, CancellationToken cancellation = default) =>
        await disk.ReadUnverifiedAsync(digest, target, cancellation)
        || (await FetchAsync(digest, cancellation) && await disk.ReadUnverifiedAsync(digest, target, cancellation));

    public async ValueTask<Stream?> OpenAsync(Digest digest, CancellationToken cancellation = default) =>
        await disk.OpenAsync(digest, cancellation)
        ?? (await FetchAsync(digest, cancellation) ? await disk.OpenAsync(digest, cancellation) : null);

    /// <summary>A server is asked by hash and size.</summary>
    public ValueTask<Digest?> FindAsync(string hash, CancellationToken cancellation = default) => disk.FindAsync(hash, cancellation);

    public void Dispose() => slots.Dispose();

    private bool MayHave(Digest digest) => link.Reads && DigestMessages.IsHash(digest.Hash) && digest.SizeBytes > 0 && !lost.ContainsKey(digest);

    private async ValueTask<bool> IsThereAsync(Digest digest, CancellationToken cancellation) =>
        MayHave(digest) && await Questions.HasAsync(digest, cancellation) && MayHave(digest);

    /// <returns>Whether it is on disk now.</returns>
    private async ValueTask<bool> FetchAsync(Digest digest, CancellationToken cancellation)
    {
        if (!MayHave(digest))
        {
            return false;
        }

        // One for all who ask for it, whoever of them is cancelled.
        var download = coming.GetOrAdd(digest, _ => new(() => DownloadAsync(digest)));
        var isHere = await download.Value.WaitAsync(cancellation);
        coming.TryRemove(new(digest, download));
        return isHere;
    }

    private async Task<bool> DownloadAsync(Digest digest)
    {
        await slots.WaitAsync();
        var temporary = folder.Temporary.NewPath();
        try
        {
            var outcome = await link.ReadAsync((cache, clock) => TransferAsync(cache, digest, temporary, clock), Outcome.None, CancellationToken.None, digest.SizeBytes);
            if (outcome == Outcome.Whole)
            {
                tally.Brought(digest.SizeBytes);
                return true;
            }

            lost.TryAdd(digest, true);
            Questions.Learn(digest, isThere: false);
            if (outcome == Outcome.Other)
            {
                link.Lied($"blob {digest}");
            }

            return false;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            throw StorageFaults.Translate(fault, folder.Root);
        }
        finally
        {
            CacheFolder.Drop(temporary);
            slots.Release();
        }
    }

    private async Task<Outcome> TransferAsync(IRemoteCache cache, Digest digest, string temporary, RequestClock clock)
    {
        CacheFolder.Drop(temporary);
        using var file = new ReceivedBlob(CacheFolder.Create(temporary), digest.SizeBytes, clock);
        try
        {
            if (!await cache.ReadAsync(digest, file, clock.Token))
            {
                return Outcome.None;
            }
        }
        catch (Exception) when (file.IsTooLong)
        {
            return Outcome.Other;
        }

        if (file.Take() != digest)
        {
            return Outcome.Other;
        }

        file.Dispose();
        disk.TakeVerified(temporary, digest);
        return Outcome.Whole;
    }

    private enum Outcome
    {
        /// <summary>It has none, or did not give it.</summary>
        None,
        Whole,

        /// <summary>It gave other bytes.</summary>
        Other,
    }
}
