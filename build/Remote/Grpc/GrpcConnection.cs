using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Protocol;

namespace OpenLinux.Remote.Grpc;

/// <summary>One connection to a server, shared by all calls, with their headers and deadlines.</summary>
internal sealed class GrpcConnection : IDisposable
{
    private const string MetadataHeader = "build.bazel.remote.execution.v2.requestmetadata-bin";

    /// <summary>Larger answers are not taken: batches are kept below it.</summary>
    private const int MaxMessageBytes = 16 * 1024 * 1024;

    /// <summary>Servers close a connection that is asked more often than every five minutes whether it lives (gRPC's <c>too_many_pings</c>).</summary>
    private static readonly TimeSpan PingAfter = TimeSpan.FromMinutes(6);

    private readonly GrpcEndpoint endpoint;
    private readonly GrpcChannel channel;
    private readonly byte[] requestMetadata;

    public GrpcConnection(GrpcEndpoint endpoint)
    {
        this.endpoint = endpoint;
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = endpoint.ConnectPatience,
            KeepAlivePingDelay = PingAfter,
            KeepAlivePingTimeout = endpoint.Patience,
            EnableMultipleHttp2Connections = true,
            UseProxy = endpoint.IsEncrypted,
            SslOptions = endpoint.Tls,
        };
        if (endpoint.Tls.ClientCertificates is [var certificate, ..])
        {
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        channel = GrpcChannel.ForAddress(
            $"{(endpoint.IsEncrypted ? "https" : "http")}://{endpoint.Address.Authority}",
            new GrpcChannelOptions
            {
                HttpHandler = handler,
                DisposeHttpClient = true,
                MaxReceiveMessageSize = MaxMessageBytes,
                MaxSendMessageSize = MaxMessageBytes,
                MaxRetryAttempts = null,
            });
        requestMetadata = new RequestMetadata
        {
            ToolDetails = new ToolDetails { ToolName = "openlinux" },
            ToolInvocationId = Guid.NewGuid().ToString(),
        }.ToByteArray();
        ActionCache = new(channel);
        Storage = new(channel);
        Streams = new(channel);
        Capabilities = new(channel);
        Execution = new(channel);
    }

    public string Name => endpoint.Name;

    public string Instance => endpoint.Instance;

    /// <summary>How long a stream may give no next piece.</summary>
    public TimeSpan Patience => endpoint.Patience;

    public ActionCache.ActionCacheClient ActionCache { get; }

    public ContentAddressableStorage.ContentAddressableStorageClient Storage { get; }

    public ByteStream.ByteStreamClient Streams { get; }

    public Capabilities.CapabilitiesClient Capabilities { get; }

    public Execution.ExecutionClient Execution { get; }

    /// <summary>Makes a call that has one answer.</summary>
    /// <exception cref="RpcException">The server said so, or gave no answer in time.</exception>
    public async Task<T> CallAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellation)
    {
        var options = new CallOptions(await HeadersAsync(cancellation), DateTime.UtcNow + Patience, cancellation);
        try
        {
            return await call(options);
        }
        catch (RpcException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    /// <summary>For streams, which have no deadline as a whole: see <see cref="Watch"/>.</summary>
    public async ValueTask<CallOptions> StreamAsync(CancellationToken cancellation) =>
        new(await HeadersAsync(cancellation), cancellationToken: cancellation);

    /// <summary>Cancels a stream that stands still.</summary>
    public StreamWatch Watch(CancellationToken cancellation) => new(Patience, cancellation);

    public void Dispose() => channel.Dispose();

    private async ValueTask<Metadata> HeadersAsync(CancellationToken cancellation)
    {
        var headers = new Metadata { { MetadataHeader, requestMetadata } };
        foreach (var (name, value) in endpoint.Headers is { } more ? await more(cancellation) : [])
        {
            // gRPC wants them in lower case.
            headers.Add(name.ToLowerInvariant(), value);
        }

        return headers;
    }
}

/// <summary>Ends what stands still for too long.</summary>
internal sealed class StreamWatch : IDisposable
{
    private readonly TimeSpan patience;
    private readonly CancellationToken outer;
    private readonly CancellationTokenSource source;

    public StreamWatch(TimeSpan patience, CancellationToken outer)
    {
        this.patience = patience;
        this.outer = outer;
        source = CancellationTokenSource.CreateLinkedTokenSource(outer);
        Moved();
    }

    public CancellationToken Token => source.Token;

    /// <summary>Something came, or was taken.</summary>
    public void Moved() => source.CancelAfter(patience);

    /// <returns>What a failure of the stream is to the caller.</returns>
    public Exception Translate(Exception failure) =>
        outer.IsCancellationRequested ? new OperationCanceledException(outer)
        : source.IsCancellationRequested ? new RemoteUnavailableException($"nothing came for {patience.TotalSeconds:0} s", failure)
        : failure is RpcException said ? GrpcFailures.Translate(said)
        : new RemoteUnavailableException(failure.Message, failure);

    public void Dispose() => source.Dispose();
}
