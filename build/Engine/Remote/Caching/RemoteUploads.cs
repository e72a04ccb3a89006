using System.Collections.Concurrent;
using System.Threading.Channels;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Remote.Caching;

/// <summary>
/// Sends results to the remote cache beside the build, a few at a time: first the action of one and the blobs that it names, as far as these are
/// not there, then itself. A failure costs the others of the team a hit, and this build nothing.
/// </summary>
internal sealed class RemoteUploads : IDisposable
{
    /// <summary>Larger ones are not held in memory.</summary>
    private const long Small = 1 << 20;

    private readonly IContentStore disk;
    private readonly RemoteLink link;
    private readonly RemoteTally tally;
    private readonly Channel<Upload> waiting = Channel.CreateUnbounded<Upload>();
    private readonly ConcurrentDictionary<Digest, Lazy<Task<bool>>> sent = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Lazy<Task[]> workers;

    public RemoteUploads(IContentStore disk, RemoteLink link, RemoteTally tally, int parallel)
    {
        (this.disk, this.link, this.tally) = (disk, link, tally);
        workers = new(() => [.. Enumerable.Range(0, parallel).Select(_ => Task.Run(WorkAsync))]);
    }

    /// <param name="messages">Of the action; none for what only has the form of a result, such as a note.</param>
    public void Add(Digest action, IReadOnlyList<byte[]> messages, Reapi.ActionResult result)
    {
        waiting.Writer.TryWrite(new Upload(action, messages, result));
        _ = workers.Value;
    }

    /// <summary>Waits for what is under way. What has not ended by then did not make it.</summary>
    public async Task EndAsync(TimeSpan patience, CancellationToken cancellation)
    {
        waiting.Writer.TryComplete();
        if (!workers.IsValueCreated)
        {
            return;
        }

        var all = Task.WhenAll(workers.Value);
        try
        {
            await all.WaitAsync(patience, cancellation);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            await stop.CancelAsync();
            await all;
        }
    }

    public void Dispose() => stop.Dispose();

    private async Task WorkAsync()
    {
        await foreach (var upload in waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (await SendAsync(upload))
            {
                tally.Gave();
            }
            else
            {
                tally.Failed();
            }
        }
    }

    private async Task<bool> SendAsync(Upload upload)
    {
        try
        {
            return !stop.IsCancellationRequested
                && await NamedBlobs.OfAsync(upload.Messages, upload.Result, disk, stop.Token) is { } blobs
                && await SendAllAsync(blobs)
                && await link.WriteAsync(
                    async (cache, clock) =>
                    {
                        await cache.PutResultAsync(upload.Action, ResultSeal.Put(upload.Action, upload.Result), clock.Token);
                        return true;
                    },
                    none: false,
                    stop.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or BuildException || StorageFaults.IsFault(failure))
        {
            link.Verbose($"a result did not make it there: {failure.Message}");
            return false;
        }
    }

    /// <summary>Each blob is sent once a build, by whichever result names it first.</summary>
    private async Task<bool> SendAllAsync(NamedBlobs blobs)
    {
        var mine = new List<Digest>();
        var areMineKnown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var missing = new Lazy<Task<IReadOnlySet<Digest>?>>(async () =>
        {
            await areMineKnown.Task;
            return await MissingAsync(mine);
        });
        var sending = new List<Lazy<Task<bool>>>();
        foreach (var digest in blobs.Stored.Concat(blobs.Messages.Keys))
        {
            var own = new Lazy<Task<bool>>(() => SendIfMissingAsync(digest, blobs.Messages.GetValueOrDefault(digest), missing));
            var first = sent.GetOrAdd(digest, own);
            sending.Add(first);
            if (ReferenceEquals(first, own))
            {
                mine.Add(digest);
            }
        }

        areMineKnown.SetResult();
        return (await Task.WhenAll(sending.Select(one => one.Value))).All(isThere => isThere);
    }

    /// <returns>Null where it does not say.</returns>
    private Task<IReadOnlySet<Digest>?> MissingAsync(List<Digest> digests) => link.WriteAsync<IReadOnlySet<Digest>?>(
        async (cache, clock) => await cache.FindMissingAsync(digests, clock.Token), none: null, stop.Token);

    private async Task<bool> SendIfMissingAsync(Digest digest, byte[]? message, Lazy<Task<IReadOnlySet<Digest>?>> missing)
    {
        if (await missing.Value is not { } absent)
        {
            return false;
        }

        if (!absent.Contains(digest))
        {
            return true;
        }

        if (message is null && digest.SizeBytes <= Small)
        {
            message = await disk.ReadAsync(digest, stop.Token);
            if (message is null)
            {
                return false;
            }
        }

        return await WriteAsync(digest, message);
    }

    /// <summary>Most servers take a blob for what its name says: one that the disk has damaged must not get there.</summary>
    private async Task<bool> WriteAsync(Digest digest, byte[]? content)
    {
        if (content is null && !await disk.CopyToAsync(digest, Stream.Null, stop.Token))
        {
            return false;
        }

        var isThere = await link.WriteAsync(
            async (cache, clock) =>
            {
                await cache.WriteAsync(digest, token => OpenAsync(digest, content, clock, token), clock.Token);
                return true;
            },
            none: false,
            stop.Token,
            digest.SizeBytes);
        if (isThere)
        {
            tally.GaveBlob(digest.SizeBytes);
        }

        return isThere;
    }

    private async ValueTask<Stream> OpenAsync(Digest digest, byte[]? content, RequestClock clock, CancellationToken cancellation) => new SentBlob(
        content is null
            ? await disk.OpenAsync(digest, cancellation) ?? throw new RemoteUnavailableException($"blob {digest} was dropped from the cache meanwhile") { IsFinal = true }
            : new MemoryStream(content, writable: false),
        clock);

    private sealed record Upload(Digest Action, IReadOnlyList<byte[]> Messages, Reapi.ActionResult Result);
}
