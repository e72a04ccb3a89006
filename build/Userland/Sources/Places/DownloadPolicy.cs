using System.Net;

namespace OpenLinux.Userland.Sources.Places;

/// <summary>How a file is downloaded, and when a server is given up.</summary>
public sealed record DownloadPolicy
{
    /// <summary>What stands between here and servers: by default, what <c>http_proxy</c>, <c>https_proxy</c>, <c>all_proxy</c> and <c>no_proxy</c> of this process say.</summary>
    public IWebProxy Proxy { get; init; } = HttpClient.DefaultProxy;

    /// <summary>Tries at one address without progress, before the next place has its turn.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>The pause before the second try; doubled before each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a server may stay silent.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>No archive is larger; a server that sends more is cut off. In bytes.</summary>
    public long LargestArchive { get; init; } = 4L << 30;
}
