using System.Runtime.CompilerServices;
using OpenLinux.Remote.Credentials;

namespace OpenLinux.Remote.Grpc;

/// <summary>From how a server is configured to a connection. A run that has none never comes here, and loads no library of gRPC.</summary>
internal static class GrpcCaches
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static GrpcRemoteCache Open(RemoteAddress address, RemoteCredentials credentials, ClientCertificates certificates, string instance) =>
        new(new GrpcEndpoint(address.Uri)
        {
            Instance = instance,
            Headers = credentials.HeadersAsync,
            Tls = certificates.ToOptions(),
        });
}
