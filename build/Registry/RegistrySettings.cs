using System.Net;

namespace OpenLinux.Registry;

/// <param name="Variables">The environment that Docker's own client would see: <c>DOCKER_CONFIG</c>, <c>HOME</c>, and <c>PATH</c> for credential helpers.</param>
public sealed record RegistrySettings(IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>Folders that hold one folder a registry, <c>host[:port]</c>, with CA (<c>*.crt</c>) and client (<c>*.cert</c>, <c>*.key</c>) certificates.</summary>
    public IReadOnlyList<string> CertificateFolders { get; init; } = DockerFolders.Certificates(Variables);

    /// <summary>What stands between here and other machines: by default, what <c>https_proxy</c>, <c>all_proxy</c> and <c>no_proxy</c> of this process say.</summary>
    public IWebProxy Proxy { get; init; } = HttpClient.DefaultProxy;

    /// <summary>Tries at one thing without progress before the push fails.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The pause before the second try; doubled before each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>No pause is longer, whatever the registry asks for.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may take to come about.</summary>
    public TimeSpan ConnectPatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a registry may neither take nor send a byte.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Waits between tries.</summary>
    public Func<TimeSpan, CancellationToken, Task> Delay { get; init; } = Task.Delay;

    /// <summary>The largest request body, in bytes: many registries want a blob in one piece, and many proxies before them stop at 100 MB.</summary>
    public long ChunkBytes { get; init; } = 64L << 20;

    /// <summary>Blobs under way at once, as many as Docker's client has.</summary>
    public int ParallelUploads { get; init; } = 5;
}
