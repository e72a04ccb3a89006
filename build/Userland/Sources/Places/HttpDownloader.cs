using OpenLinux.Common.Processes;
using OpenLinux.Common.Reporting;

namespace OpenLinux.Userland.Sources.Places;

/// <summary>Downloads a file by its hash: resumes what is there, tries again what may pass, and takes no other content.</summary>
internal sealed class HttpDownloader(DownloadPolicy policy, IReporter reporter) : IDisposable
{
    /// <summary>A try that brought this much counts as progress, so that a poor line is not given up on. In bytes.</summary>
    private const long Progress = 64 * 1024;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Lazy<HttpClient> client = new(() => NewClient(policy));

    /// <exception cref="SourcePlaceException">The address does not give the file.</exception>
    public async Task DownloadAsync(Uri url, string subject, PartialFile partial, CancellationToken cancellation)
    {
        var transfer = new HttpTransfer(client.Value, policy, reporter, url, subject, partial);
        var retries = new Retries(policy.Attempts, policy.FirstPause, LongestPause);
        var isResumed = partial.Length > 0;
        var mayStartOver = true;
        while (true)
        {
            var before = partial.Length;
            try
            {
                await transfer.RunAsync(cancellation);
                var hash = await partial.HashAsync(cancellation);
                if (hash == partial.Sha256)
                {
                    return;
                }

                partial.Remove();
                if (!isResumed || !mayStartOver)
                {
                    throw WrongContent.Of(hash);
                }

                // The first bytes may be of another version or another address: only a download from the start can blame this one.
                isResumed = false;
                mayStartOver = false;
            }
            catch (TransferException broken)
            {
                if (partial.Length - before >= Progress)
                {
                    retries.Progressed();
                }

                var pause = retries.Failed(broken.Pause) ?? throw new SourcePlaceException(broken.Message, inner: broken);
                isResumed = partial.Length > 0;
                reporter.Verbose($"{url}: {broken.Message}; trying again");
                await Task.Delay(pause, cancellation);
            }
        }
    }

    public void Dispose()
    {
        if (client.IsValueCreated)
        {
            client.Value.Dispose();
        }
    }

    /// <summary>Follows redirects, and leaves archives compressed.</summary>
    private static HttpClient NewClient(DownloadPolicy policy)
    {
        var client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15), Proxy = policy.Proxy })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("openlinux-build");
        return client;
    }
}
