using System.Net;
using Google.Protobuf;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Credentials;
using Reapi = OpenLinux.Engine.Reapi;

namespace OpenLinux.Remote.Http;

/// <summary>
/// Bazel's HTTP caching protocol (https://bazel.build/remote/caching#http-caching-protocol): <c>GET</c>, <c>PUT</c> and <c>HEAD</c> of
/// <c>ac/SHA-256</c> and <c>cas/SHA-256</c> below the address. Any server of files that takes PUT will do.
/// </summary>
internal sealed class HttpRemoteCache : IRemoteCache
{
    private const int Connections = 32;

    /// <summary>Of a result; outputs and texts of any length are blobs.</summary>
    private const long LargestResult = 64L << 20;

    /// <summary>1 MiB: what nginx takes where nobody said more.</summary>
    private const long WorthAsking = 1 << 20;

    private readonly RemoteAddress address;
    private readonly RemoteCredentials credentials;
    private readonly HttpMessageInvoker http;

    public HttpRemoteCache(RemoteAddress address, RemoteCredentials credentials, ClientCertificates certificates)
    {
        (this.address, this.credentials) = (address, credentials);
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            MaxConnectionsPerServer = Connections,
            UseCookies = false,
            UseProxy = !address.IsLoopback,
            ActivityHeadersPropagator = null,
            SslOptions = certificates.ToOptions(),
        });
    }

    public string Name => address.Shown;

    public bool IsPlainStorage => true;

    public async Task<Reapi.ActionResult?> GetResultAsync(Digest action, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Get, $"ac/{action.Hash}", content: null, cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        Require(response, HttpStatusCode.OK);
        using var received = new MemoryStream();
        await CopyAsync(response, received, LargestResult, cancellation);
        return Reapi.ActionResult.Parser.TryParse(received.GetBuffer().AsSpan(0, (int)received.Length));
    }

    public async Task PutResultAsync(Digest action, Reapi.ActionResult result, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(result.ToByteArray());
        await PutAsync($"ac/{action.Hash}", content, cancellation);
    }

    /// <summary>A question each: the protocol has none about many.</summary>
    public async Task<IReadOnlySet<Digest>> FindMissingAsync(IReadOnlyCollection<Digest> blobs, CancellationToken cancellation)
    {
        using var slots = new SemaphoreSlim(Connections);
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var answers = await Task.WhenAll(blobs.Select(async blob =>
        {
            await slots.WaitAsync(failing.Token);
            try
            {
                return (Blob: blob, IsThere: await HasAsync(blob, failing.Token));
            }
            catch (RemoteUnavailableException)
            {
                await failing.CancelAsync();
                throw;
            }
            finally
            {
                slots.Release();
            }
        }));
        return answers.Where(answer => !answer.IsThere).Select(answer => answer.Blob).ToHashSet();
    }

    public async Task<bool> ReadAsync(Digest blob, Stream target, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Get, $"cas/{blob.Hash}", content: null, cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        Require(response, HttpStatusCode.OK);
        await CopyAsync(response, target, long.MaxValue, cancellation);
        return true;
    }

    public async Task WriteAsync(Digest blob, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellation)
    {
        await using var stream = await open(cancellation);
        using var content = new StreamContent(stream);
        content.Headers.ContentLength = blob.SizeBytes;
        await PutAsync($"cas/{blob.Hash}", content, cancellation);
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        credentials.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> HasAsync(Digest blob, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Head, $"cas/{blob.Hash}", content: null, cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        Require(response, HttpStatusCode.OK, HttpStatusCode.NoContent);
        return response.Content.Headers.ContentLength is not { } size || size == blob.SizeBytes || response.StatusCode == HttpStatusCode.NoContent;
    }

    private async Task PutAsync(string path, HttpContent content, CancellationToken cancellation)
    {
        content.Headers.ContentType = new("application/octet-stream");
        using var response = await SendAsync(HttpMethod.Put, path, content, cancellation);
        Require(response, HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.Accepted, HttpStatusCode.NoContent);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(address.Uri, path)) { Content = content };
        foreach (var (name, value) in await credentials.HeadersAsync(cancellation))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        // Who refuses it can say so before all of it is sent.
        request.Headers.ExpectContinue = content?.Headers.ContentLength > WorthAsking;
        try
        {
            return await http.SendAsync(request, cancellation);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new RemoteUnavailableException(broken.GetBaseException().Message, broken) { IsRefusal = ClientCertificates.AreRefused(broken) };
        }
        catch (OperationCanceledException silent) when (!cancellation.IsCancellationRequested)
        {
            throw new RemoteUnavailableException("no connection comes about", silent);
        }
        finally
        {
            request.Content = null;
        }
    }

    private static async Task CopyAsync(HttpResponseMessage response, Stream target, long most, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        var copied = 0L;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            int read;
            while ((read = await body.ReadAsync(buffer, cancellation)) > 0)
            {
                copied += read;
                if (copied > most)
                {
                    throw new RemoteUnavailableException($"its answer is longer than {most} bytes") { IsFinal = true };
                }

                await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new RemoteUnavailableException(broken.GetBaseException().Message, broken);
        }
    }

    /// <exception cref="RemoteUnavailableException">It answered otherwise.</exception>
    private static void Require(HttpResponseMessage response, params IReadOnlyList<HttpStatusCode> wanted)
    {
        if (wanted.Contains(response.StatusCode))
        {
            return;
        }

        var asked = response.Headers.RetryAfter;
        var pause = asked?.Delta ?? (asked?.Date - DateTimeOffset.UtcNow);
        throw new RemoteUnavailableException($"{response.RequestMessage!.Method} is answered with status {(int)response.StatusCode}")
        {
            RetryAfter = pause > TimeSpan.Zero ? pause : null,
            IsRefusal = response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed
                or HttpStatusCode.InsufficientStorage or HttpStatusCode.NotImplemented or HttpStatusCode.ProxyAuthenticationRequired
                || (int)response.StatusCode is >= 300 and < 400,
            IsFinal = response.StatusCode is HttpStatusCode.RequestEntityTooLarge,
        };
    }
}
