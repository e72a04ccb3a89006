using System.Net.Security;

namespace OpenLinux.Remote.Grpc;

/// <summary>A server that speaks the Remote Execution API over gRPC.</summary>
/// <param name="Address"><c>grpc://HOST[:PORT]</c> for HTTP/2 without TLS, or <c>grpcs://HOST[:PORT]</c>.</param>
public sealed record GrpcEndpoint(Uri Address)
{
    /// <summary>Which of a server's instances; empty for the one that it has.</summary>
    public string Instance { get; init; } = "";

    /// <summary>The headers of a call, such as credentials; asked before each.</summary>
    public Func<CancellationToken, ValueTask<IReadOnlyList<KeyValuePair<string, string>>>>? Headers { get; init; }

    /// <summary>What TLS proves both sides with; the system's defaults where nothing is said.</summary>
    public SslClientAuthenticationOptions Tls { get; init; } = new();

    /// <summary>How long a call may give no answer, and a stream no next piece.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait for a connection.</summary>
    public TimeSpan ConnectPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Without user and password.</summary>
    public string Name => $"{Address.Scheme}://{Address.Authority}";

    public static bool IsFor(Uri address) => address.Scheme is "grpc" or "grpcs";

    internal bool IsEncrypted => Address.Scheme == "grpcs";
}
