using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenLinux.Engine.Content;
using OpenLinux.Remote.Grpc;
using OpenLinux.Remote.Protocol;
using OpenLinux.TestKit.Http;
using Reapi = OpenLinux.Engine.Reapi;

namespace OpenLinux.TestKit.Remote;

/// <summary>
/// A server of the Remote Execution API in this process, over real HTTP/2, that runs what it is given and does what it is told to do wrong.
/// </summary>
public sealed class ReapiServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private int connections;

    private ReapiServer(Action<ListenOptions> listening)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Use(next => connection =>
            {
                Interlocked.Increment(ref connections);
                return next(connection);
            });
            listening(listen);
        }));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        application = builder.Build();
        application.Use((context, next) =>
        {
            Authorizations.Enqueue(context.Request.Headers.Authorization);
            return next();
        });
        application.MapGrpcService<CapabilitiesService>();
        application.MapGrpcService<ActionCacheService>();
        application.MapGrpcService<StorageService>();
        application.MapGrpcService<StreamService>();
        application.MapGrpcService<ExecutionService>();
    }

    /// <summary>The names of the calls so far, and of streams what they asked for.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>What the calls were authorized by.</summary>
    public ConcurrentQueue<string?> Authorizations { get; } = new();

    public ConcurrentDictionary<Digest, byte[]> Blobs { get; } = new();

    public ConcurrentDictionary<Digest, Reapi.ActionResult> Results { get; } = new();

    public ServerCapabilities Said { get; } = new()
    {
        CacheCapabilities = new CacheCapabilities
        {
            DigestFunction = { DigestFunction.Types.Value.Sha256 },
            ActionCacheUpdateCapabilities = new ActionCacheUpdateCapabilities { UpdateEnabled = true },
        },
        ExecutionCapabilities = new ExecutionCapabilities { DigestFunction = DigestFunction.Types.Value.Sha256, ExecEnabled = true },
        LowApiVersion = new SemVer { Major = 2 },
        HighApiVersion = new SemVer { Major = 2, Minor = 3 },
    };

    /// <summary>After how many bytes each of the next streams breaks.</summary>
    public ConcurrentQueue<int> Cuts { get; } = new();

    /// <summary>What a call of that name fails with, or null.</summary>
    public Func<string, RpcException?> Refusal { get; set; } = static _ => null;

    /// <summary>Bytes that it sends beyond those of a blob.</summary>
    public int Superfluous { get; set; }

    /// <summary>How often it has the inputs of an action no longer, just as that is to run.</summary>
    public int Losses { get; set; }

    /// <summary>Whether it takes no result before its action, its command and all that it names, as the API has it.</summary>
    public bool IsStrict { get; set; }

    /// <summary>Whether it starts actions and never says what became of them.</summary>
    public bool Hangs { get; set; }

    /// <summary>How many were begun, whether or not they came to a request.</summary>
    public int Connections => connections;

    public GrpcEndpoint Endpoint { get; private set; } = null!;

    public static Task<ReapiServer> StartAsync() => StartAsync(static listen => listen.Protocols = HttpProtocols.Http2);

    /// <summary>Behind TLS, where HTTP/1.1 finds nothing.</summary>
    /// <param name="clients">Who must have signed those of its clients; null where they need none.</param>
    public static Task<ReapiServer> StartAsync(TestCertificate certificate, TestCertificate? clients) => StartAsync(listen => listen.UseHttps(options =>
    {
        options.ServerCertificate = certificate.ToCertificate();
        options.ClientCertificateMode = clients is null ? ClientCertificateMode.NoCertificate : ClientCertificateMode.RequireCertificate;
        options.ClientCertificateValidation = (client, _, _) => clients!.HasSigned(client);
    }));

    private static async Task<ReapiServer> StartAsync(Action<ListenOptions> listening)
    {
        var server = new ReapiServer(listening);
        await server.application.StartAsync();
        var address = server.application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Endpoint = new GrpcEndpoint(new Uri(address.Replace("http", "grpc", StringComparison.Ordinal)));
        return server;
    }

    public Digest Add(byte[] content)
    {
        var digest = Digest.Of(content);
        Blobs[digest] = content;
        return digest;
    }

    public int CountOf(string call) => Calls.Count(one => one == call);

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    internal void Called(string name)
    {
        Calls.Enqueue(name);
        if (Refusal(name) is { } refusal)
        {
            throw refusal;
        }
    }
}
