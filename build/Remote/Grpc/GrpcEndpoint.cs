using System.Security.Cryptography.X509Certificates;

namespace OpenLinux.Remote.Grpc;

/// <summary>A server that speaks the Remote Execution API over gRPC.</summary>
/// <param name="Address"><c>grpc://HOST[:PORT]</c> for HTTP/2 without TLS, or <c>grpcs://HOST[:PORT]</c>.</param>
public sealed record GrpcEndpoint(Uri Address)
{
    /// <summary>Which of a server's instances; empty for the one that it has.</summary>
    public string Instance { get; init; } = "";

    /// <summary>The headers of a call, such as credentials; asked before each.</summary>
    public Func<CancellationToken, ValueTask<IReadOnlyList<KeyValuePair<string, string>>>>? Headers { get; init; }

    /// <summary>Of this client, with its key.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Authorities beside the machine's own.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>How long a call may give no answer, and a stream no next piece.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait for a connection.</summary>
    public TimeSpan ConnectPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Without user and password.</summary>
    public string Name => $"{Address.Scheme}://{Address.Authority}";

    public static bool IsFor(Uri address) => address.Scheme is "grpc" or "grpcs";

    internal bool IsEncrypted => Address.Scheme == "grpcs";
}
