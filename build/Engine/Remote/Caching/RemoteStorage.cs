using OpenLinux.Common.Reporting;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Remote.Caching;

/// <summary>Store and action cache with a remote cache behind them, put together; and their end.</summary>
internal sealed class RemoteStorage : IDisposable
{
    private readonly RemoteAccess access;
    private readonly IReporter reporter;
    private readonly RemoteLink link;
    private readonly RemoteUploads uploads;
    private readonly RemoteContentStore store;
    private readonly RemoteTally tally = new();
    private bool hasEnded;

    public RemoteStorage(RemoteAccess access, FileContentStore disk, CacheFolder folder, IReporter reporter)
    {
        (this.access, this.reporter) = (access, reporter);
        link = new RemoteLink(access, reporter);
        uploads = new RemoteUploads(disk, link, tally, access.Patience.Uploads);
        store = new RemoteContentStore(disk, folder, link, tally, access.Patience.Downloads);
        Actions = new RemoteActionCache(new FileActionCache(folder, store), link, uploads, tally);
    }

    public IContentStore Store => store;

    public IActionCache Actions { get; }

    /// <summary>A worker has made it there.</summary>
    public void Learn(Digest digest) => store.Questions.Learn(digest, isThere: true);

    /// <summary>Whether it put anything into the cache on disk.</summary>
    public bool HasBrought => tally.HasBrought;

    /// <summary>Ends the uploads, and tells what came of it all.</summary>
    /// <param name="cancellation">Cancelled, nothing is waited for.</param>
    /// <returns>Whether anything was told.</returns>
    public async Task<bool> EndAsync(CancellationToken cancellation)
    {
        if (hasEnded)
        {
            return false;
        }

        hasEnded = true;
        await uploads.EndAsync(access.Patience.Ending, cancellation);
        if (!cancellation.IsCancellationRequested)
        {
            link.End();
        }

        if (tally.ToString() is { } told)
        {
            reporter.Information($"Remote cache {link.Name}: {told}");
        }

        link.Stop();
        return tally.ToString() is not null || link.HasFailed;
    }

    public void Dispose()
    {
        EndAsync(CancellationToken.None).GetAwaiter().GetResult();
        access.Cache.DisposeAsync().AsTask().GetAwaiter().GetResult();
        uploads.Dispose();
        store.Dispose();
        link.Dispose();
    }
}
