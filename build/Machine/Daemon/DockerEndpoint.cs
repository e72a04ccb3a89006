namespace OpenLinux.Machine.Daemon;

/// <summary>Where the Docker client of this user finds its daemon.</summary>
/// <param name="Url">As <c>DOCKER_HOST</c> has it: <c>unix:///var/run/docker.sock</c>, <c>tcp://host:port</c>, <c>npipe:////./pipe/…</c>, <c>ssh://…</c>.</param>
/// <param name="Origin">Who says so, for messages: "the default", "DOCKER_HOST", "the context NAME".</param>
/// <param name="Tls">Whether the client would speak TLS to it.</param>
public sealed record DockerEndpoint(string Url, string Origin, bool Tls = false)
{
    public const string DefaultSocket = "/var/run/docker.sock";

    private const string UnixScheme = "unix://";

    private static readonly string[] Schemes = [UnixScheme, "tcp://", "ssh://", "npipe://", "http://", "https://", "fd://"];

    /// <summary>The path of the Unix socket, or null where it is none.</summary>
    public string? SocketPath => Url.StartsWith(UnixScheme, StringComparison.Ordinal) ? Url[UnixScheme.Length..] : null;

    /// <summary>Whether the client would know what to do with it: a scheme it has, and something behind it.</summary>
    public static bool IsAddress(string url) => Array.Exists(Schemes, scheme => url.StartsWith(scheme, StringComparison.Ordinal) && url.Length > scheme.Length);

    /// <summary>Whether a daemon started here by the system's own rules would answer at it.</summary>
    public bool IsSystemDefault => SocketPath is DefaultSocket or "/run/docker.sock";

    public override string ToString() => $"{Url} ({Origin})";
}
