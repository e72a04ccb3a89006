using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Reporting;

namespace OpenLinux.Userland.Sources.Places;

/// <summary>One request that carries on where the partial file ends (RFC 9110, Range and If-Range).</summary>
internal sealed class HttpTransfer(
    HttpClient client, DownloadPolicy policy, IReporter reporter, Uri url, string subject, PartialFile partial)
{
    private const int BufferSize = 128 * 1024;

    /// <exception cref="TransferException">Broken off; the partial file keeps what came.</exception>
    /// <exception cref="SourcePlaceException">This address will not give the file.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var request = Request();
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(policy.Patience);
        using var response = await ReadAsync(
            () => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token), cancellation);

        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && partial.Length > 0)
        {
            AcceptWhole(response);
            return;
        }

        Refuse(response);
        StartOver(response);
        GuardSize(partial.Length + (response.Content.Headers.ContentLength ?? 0));
        partial.NoteOrigin(url, ValidatorOf(response));
        await CopyAsync(response, silence, cancellation);
    }

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (partial.Length is > 0 and var offset)
        {
            request.Headers.Range = new RangeHeaderValue(offset, null);
            if (partial.ValidatorFor(url) is { } validator)
            {
                request.Headers.TryAddWithoutValidation("If-Range", validator);
            }
        }

        return request;
    }

    /// <summary>Nothing lies beyond the partial file: it is whole, or of another size than the server's.</summary>
    private void AcceptWhole(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentRange?.Length is { } length && length != partial.Length)
        {
            partial.Remove();
            throw new TransferException("holds a file of another size than the one begun");
        }
    }

    private static void Refuse(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var reason = $"answers {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
        var mayPass = response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            or >= HttpStatusCode.InternalServerError;
        throw mayPass
            ? new TransferException(reason, response.Headers.RetryAfter?.Delta)
            : new SourcePlaceException(reason);
    }

    /// <summary>Drops what is there where the server does not send what follows it.</summary>
    private void StartOver(HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.PartialContent
            && response.Content.Headers.ContentRange?.From == partial.Length)
        {
            return;
        }

        partial.Remove();
        if (response.StatusCode == HttpStatusCode.PartialContent)
        {
            throw new TransferException("sends another part of the file than was asked for");
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, CancellationTokenSource silence, CancellationToken cancellation)
    {
        var done = partial.Length;
        var total = done + response.Content.Headers.ContentLength;
        await using var body = await ReadAsync(() => response.Content.ReadAsStreamAsync(silence.Token), cancellation);
        await using var file = partial.Append();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            reporter.Progress(subject, done, total);
            while (true)
            {
                silence.CancelAfter(policy.Patience);
                var read = await ReadAsync(() => body.ReadAsync(buffer, silence.Token).AsTask(), cancellation);
                if (read == 0)
                {
                    break;
                }

                GuardSize(done + read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
                done += read;
                reporter.Progress(subject, done, total);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void GuardSize(long size)
    {
        if (size > policy.LargestArchive)
        {
            partial.Remove();
            throw new SourcePlaceException(
                string.Create(CultureInfo.InvariantCulture, $"sends more than {policy.LargestArchive} bytes"), isWrongContent: true);
        }
    }

    /// <summary>A strong entity tag or a date; a weak tag vouches for no bytes (RFC 9110, 13.1.5).</summary>
    private static string? ValidatorOf(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag
            ? tag.Tag
            : response.Content.Headers.LastModified?.ToString("r", CultureInfo.InvariantCulture);

    private async Task<T> ReadAsync<T>(Func<Task<T>> operation, CancellationToken cancellation)
    {
        try
        {
            return await operation();
        }
        catch (OperationCanceledException silent) when (!cancellation.IsCancellationRequested)
        {
            throw new TransferException(
                string.Create(CultureInfo.InvariantCulture, $"stays silent for {policy.Patience.TotalSeconds:0.#} s"), inner: silent);
        }
        catch (HttpRequestException refused) when (refused.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw new SourcePlaceException(Reason(refused), inner: refused);
        }
        catch (HttpRequestException refused) when (refused.HttpRequestError == HttpRequestError.ProxyTunnelError)
        {
            var refusal = ProxyRefusal.Of(refused, url, policy.Proxy);
            var reason = $"cannot be reached: {refusal}";
            throw refusal.MayPass ? new TransferException(reason) : new SourcePlaceException(reason);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new TransferException(Reason(broken), inner: broken);
        }
    }

    /// <summary>The innermost message is the telling one: "Connection refused" rather than "An error occurred".</summary>
    private static string Reason(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError } =>
            $"cannot be reached: {exception.Message}",
        _ => $"breaks off: {exception.GetBaseException().Message}",
    };
}

/// <summary>A transfer broke in a way that may pass: worth another try.</summary>
/// <param name="pause">How long the server asks to be left alone, or null.</param>
internal sealed class TransferException(string reason, TimeSpan? pause = null, Exception? inner = null) : Exception(reason, inner)
{
    public TimeSpan? Pause { get; } = pause;
}
