using System.Collections.Concurrent;
using System.Net;

namespace OpenLinux.TestKit.Http;

/// <summary>
/// A real HTTP server that keeps what it is sent and gives it back, in memory or before another one, and goes wrong as a test wants: what
/// Bazel's HTTP caching protocol is spoken to.
/// </summary>
public sealed class BlobServer : IDisposable
{
    private static readonly HttpClient Client = new();

    private readonly HttpService service;
    private readonly Uri? behind;
    private readonly CancellationTokenSource stop = new();

    /// <param name="behind">The server that this one stands before; null to keep all in memory.</param>
    public BlobServer(Uri? behind = null)
    {
        this.behind = behind;
        service = new HttpService(AnswerAsync);
    }

    public string Address => $"http://{service.Host}/cache";

    /// <summary>By path: <c>/cache/ac/…</c>, <c>/cache/cas/…</c>.</summary>
    public ConcurrentDictionary<string, byte[]> Held { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<(string Method, string Path, string? Authorization)> Requests => service.Requests;

    /// <summary>Decides by method and path.</summary>
    public Func<string, string, Fault> Faults { get; set; } = static (_, _) => Fault.None;

    /// <summary>How long it thinks before each answer.</summary>
    public TimeSpan Delay { get; set; }

    public IEnumerable<string> Results => Held.Keys.Where(path => path.StartsWith("/cache/ac/", StringComparison.Ordinal));

    public IEnumerable<string> Blobs => Held.Keys.Where(path => path.StartsWith("/cache/cas/", StringComparison.Ordinal));

    public void Dispose()
    {
        stop.Cancel();
        service.Dispose();
        stop.Dispose();
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (method, path) = (context.Request.HttpMethod, context.Request.Url!.AbsolutePath);
        var fault = Faults(method, path);
        await Task.Delay(Delay);
        switch (fault)
        {
            case Fault.Hangs:
                await Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
                context.Response.Abort();
                return;
            case Fault.Fails:
                HttpService.Answer(context, 500);
                return;
            case Fault.Limits:
                HttpService.Answer(context, 429, null, ("Retry-After", "1"));
                return;
            case Fault.Refuses:
                HttpService.Answer(context, 401);
                return;
            case Fault.IsFull when method == "PUT":
                HttpService.Answer(context, 507);
                return;
            case Fault.Loses when method == "GET" && path.Contains("/cas/", StringComparison.Ordinal):
                HttpService.Answer(context, 404);
                return;
        }

        if (method == "PUT")
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            await KeepAsync(path, body.ToArray());
            HttpService.Answer(context, 201);
        }
        else if (await FindAsync(path) is { } content)
        {
            Send(context, method, content, fault);
        }
        else
        {
            HttpService.Answer(context, 404);
        }
    }

    private static void Send(HttpListenerContext context, string method, byte[] content, Fault fault)
    {
        if (method == "HEAD")
        {
            context.Response.ContentLength64 = content.Length;
            context.Response.Close();
            return;
        }

        switch (fault)
        {
            case Fault.Cuts:
                context.Response.ContentLength64 = content.Length;
                context.Response.OutputStream.Write(content, 0, content.Length / 2);
                context.Response.OutputStream.Flush();
                context.Response.Abort();
                break;
            case Fault.OtherBytes:
                HttpService.Answer(context, 200, [.. content.Select(unit => (byte)(unit ^ 1))]);
                break;
            case Fault.Shorter:
                HttpService.Answer(context, 200, content[..(content.Length / 2)]);
                break;
            case Fault.Longer:
                HttpService.Answer(context, 200, [.. content, .. content, 0]);
                break;
            default:
                HttpService.Answer(context, 200, content);
                break;
        }
    }

    private async Task KeepAsync(string path, byte[] body)
    {
        if (behind is null)
        {
            Held[path] = body;
            return;
        }

        using var content = new ByteArrayContent(body);
        using var answer = await Client.PutAsync(new Uri(behind, path), content);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<byte[]?> FindAsync(string path)
    {
        if (behind is null)
        {
            return Held.GetValueOrDefault(path);
        }

        using var answer = await Client.GetAsync(new Uri(behind, path));
        return answer.StatusCode == HttpStatusCode.NotFound ? null : await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }
}
