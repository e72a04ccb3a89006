using System.Net;
using OpenLinux.Userland.Sources.Apt;

namespace OpenLinux.Userland.Sources;

/// <param name="CacheFolder">The cache's root; downloads under way stand in its <c>partial</c>, archives put there by hand in its <c>sources</c>.</param>
public sealed record SourceFetcherSettings(string CacheFolder)
{
    /// <summary>The environment variable that names a folder of archives, for sites without network.</summary>
    public const string FolderVariable = "OPENLINUX_SOURCES";

    /// <summary>The value of <see cref="FolderVariable"/>; null where it is not set.</summary>
    public string? SourceFolder { get; init; }

    /// <summary>Whose apt configuration leads to Debian's source packages.</summary>
    public AptMachine Apt { get; init; } = AptMachine.Default;

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
