using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OpenLinux.TestKit.Http;

/// <summary>A real HTTP server on the loopback interface that answers as a test wants, for what no registry can be brought to do.</summary>
public sealed class HttpService : IDisposable
{
    private readonly HttpListener listener;
    private readonly Func<HttpListenerContext, Task> answer;
    private readonly ConcurrentQueue<(string Method, string Path, string? Authorization)> requests = new();

    public HttpService(Func<HttpListenerContext, Task> answer)
    {
        this.answer = answer;
        (listener, Host) = Listen();
        _ = AcceptAsync();
    }

    public string Host { get; }

    public int Port => int.Parse(Host[(Host.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    public IReadOnlyList<(string Method, string Path, string? Authorization)> Requests => [.. requests];

    /// <summary>An address that nothing listens on: it was free a moment ago.</summary>
    public static string ClosedHost
    {
        get
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return listener.LocalEndpoint.ToString()!;
        }
    }

    public static void Answer(HttpListenerContext context, int status, byte[]? body = null, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.Close(body ?? [], willBlock: true);
    }

    public void Dispose() => listener.Close();

    private static (HttpListener Listener, string Host) Listen()
    {
        while (true)
        {
            var host = ClosedHost;
            var listener = new HttpListener { Prefixes = { $"http://{host}/" } };
            try
            {
                listener.Start();
                return (listener, host);
            }
            catch (HttpListenerException)
            {
                // Someone else took the port meanwhile: the next one.
            }
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.GetContextAsync());
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        await Task.Yield();
        var request = context.Request;
        requests.Enqueue((request.HttpMethod, request.Url!.AbsolutePath, request.Headers["Authorization"]));
        try
        {
            await answer(context);
        }
        catch (Exception hungUp) when (hungUp is HttpListenerException or IOException or ObjectDisposedException)
        {
            context.Response.Abort();
        }
    }
}
