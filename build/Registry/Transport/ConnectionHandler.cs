using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using OpenLinux.Common.Errors;

namespace OpenLinux.Registry.Transport;

/// <summary>
/// Sends a request once and reads the whole answer. What may pass becomes a <see cref="TransientException"/>, what will not a
/// <see cref="BuildException"/>; answers below 500, "too many requests" apart, are the caller's to judge.
/// </summary>
internal sealed class ConnectionHandler(HostConnections hosts, RegistrySettings settings, RegistryWarnings warnings) : HttpMessageHandler
{
    /// <summary>Registries hold manifests of at least 4 MiB (OCI Distribution Specification 1.1, "Pushing Manifests"). In bytes.</summary>
    private const long LargestAnswer = 32 << 20;

    /// <summary>Some of what stands before registries turns away who does not say it (RFC 9110, 10.1.5).</summary>
    private static readonly ProductInfoHeaderValue Agent = new("openlinux-build", null);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        if (address.Scheme != Uri.UriSchemeHttps && (address.Scheme != Uri.UriSchemeHttp || !Loopback.Is(address)))
        {
            throw RegistryFailures.PlainHttp(address);
        }

        request.Headers.UserAgent.Clear();
        request.Headers.UserAgent.Add(Agent);
        var host = hosts.To(address);
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(settings.Patience);
        if (request.Content is MovingContent content)
        {
            content.Moved = () => silence.CancelAfter(settings.Patience);
        }

        try
        {
            var response = await host.Http.SendAsync(request, silence.Token);
            await ReadAsync(request, response, silence.Token);
            return response;
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            // What SocketsHttpHandler makes of its ConnectTimeout.
            throw silent.InnerException is TimeoutException
                ? new TransientException($"cannot be reached: no connection within {Seconds(settings.ConnectPatience)}", inner: silent) { IsUnreachable = true }
                : new TransientException($"stays silent for {Seconds(settings.Patience)}", inner: silent);
        }
        catch (HttpRequestException refused)
        {
            throw Translate(address, host.Trust, refused);
        }
        catch (IOException broken)
        {
            throw new TransientException($"breaks off: {broken.GetBaseException().Message}", inner: broken);
        }
    }

    private async Task ReadAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellation)
    {
        if (request.Method != HttpMethod.Head)
        {
            await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellation);
        }

        warnings.Report(response);
        if (MayPass(response.StatusCode))
        {
            using (response)
            {
                throw new TransientException($"answers {await RegistryAnswer.DescribeAsync(response)}", PauseAskedFor(response));
            }
        }
    }

    /// <summary>Retry-After, in seconds or as a date (RFC 9110, 10.2.3).</summary>
    private static TimeSpan? PauseAskedFor(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter;
        var pause = asked?.Delta ?? (asked?.Date - DateTimeOffset.UtcNow);
        return pause > TimeSpan.Zero ? pause : null;
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");

    private static bool MayPass(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        || (status >= HttpStatusCode.InternalServerError && status is not (HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported));

    private static Exception Blocked(Uri address, ProxyRefusal refusal) => refusal.MayPass
        ? new TransientException($"cannot be reached: {refusal}") { IsUnreachable = true }
        : RegistryFailures.Unreachable(address.Authority, $"cannot be reached: {refusal}");

    private Exception Translate(Uri address, ServerTrust trust, HttpRequestException refused) => refused.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError when refused.InnerException is AuthenticationException failed =>
            trust.Refusal is { } refusal ? RegistryFailures.Untrusted(address, refusal, failed) : new NoTlsException(address, failed),
        HttpRequestError.SecureConnectionError =>
            new TransientException($"breaks off: {refused.GetBaseException().Message}", inner: refused) { IsBeforeTls = true },
        HttpRequestError.NameResolutionError when refused.InnerException is SocketException { SocketErrorCode: SocketError.HostNotFound } =>
            RegistryFailures.Unreachable(address.Authority, "cannot be found: no such host", refused),
        HttpRequestError.ProxyTunnelError => Blocked(address, ProxyRefusal.Of(refused, address, settings.Proxy)),
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError =>
            new TransientException($"cannot be reached: {refused.GetBaseException().Message}", inner: refused) { IsUnreachable = true },
        _ => new TransientException($"breaks off: {refused.GetBaseException().Message}", inner: refused),
    };
}
