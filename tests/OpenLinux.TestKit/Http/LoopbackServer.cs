using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenLinux.TestKit.Http;

/// <summary>A real HTTP server on the loopback interface that can also misbehave: cut connections, ignore Range, stay silent.</summary>
public sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<LoopbackRequest, LoopbackReply> answer;
    private readonly List<LoopbackRequest> requests = [];

    public LoopbackServer(Func<LoopbackRequest, LoopbackReply> answer)
    {
        this.answer = answer;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>An address that nothing listens on: it was free a moment ago.</summary>
    public static string ClosedAddress
    {
        get
        {
            using var server = new LoopbackServer(_ => LoopbackReply.NotFound);
            return server.Address("gone.tar.gz");
        }
    }

    public IReadOnlyList<LoopbackRequest> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    public string Address(string path) => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/{path}";

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var request = await LoopbackRequest.ReadAsync(client.GetStream());
                lock (requests)
                {
                    requests.Add(request);
                }

                await SendAsync(client.GetStream(), answer(request));
            }
            catch (IOException)
            {
                // The other side hung up, as some tests make it do.
            }
        }
    }

    private async Task SendAsync(NetworkStream stream, LoopbackReply reply)
    {
        var head = new StringBuilder($"HTTP/1.1 {reply.Status}\r\nConnection: close\r\nContent-Length: {reply.Body.Length}\r\n");
        foreach (var (name, value) in reply.Headers)
        {
            head.Append($"{name}: {value}\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()));
        await stream.WriteAsync(reply.Body.AsMemory(0, reply.CutAfter ?? reply.Body.Length));
        await stream.FlushAsync();
        if (reply.StaysSilent)
        {
            await Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}

public sealed record LoopbackRequest(string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Where <c>Range: bytes=N-</c> starts; null without one.</summary>
    public int? RangeStart =>
        Headers.TryGetValue("Range", out var range) ? int.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture) : null;

    public static async Task<LoopbackRequest> ReadAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var path = ((await reader.ReadLineAsync()) ?? throw new IOException("no request")).Split(' ')[1].TrimStart('/');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return new LoopbackRequest(path, headers);
    }
}

/// <param name="CutAfter">Hang up after so many bytes of the body.</param>
/// <param name="StaysSilent">Keep the connection open without another byte.</param>
public sealed record LoopbackReply(
    string Status, byte[] Body, int? CutAfter = null, bool StaysSilent = false, params IReadOnlyList<(string Name, string Value)> Headers)
{
    public static readonly LoopbackReply NotFound = new("404 Not Found", []);

    public static LoopbackReply Of(byte[] body) => new("200 OK", body);

    public static LoopbackReply RedirectTo(string address) => new("302 Found", [], Headers: [("Location", address)]);

    /// <summary>As a file server answers: the wanted range where the validator still fits, else the whole.</summary>
    public static LoopbackReply FileFor(LoopbackRequest request, byte[] file, string etag)
    {
        var isUnchanged = !request.Headers.TryGetValue("If-Range", out var validator) || validator == etag;
        return request.RangeStart switch
        {
            { } start when isUnchanged && start >= file.Length =>
                new("416 Range Not Satisfiable", [], Headers: [("Content-Range", $"bytes */{file.Length}")]),
            { } start when isUnchanged => new(
                "206 Partial Content",
                file[start..],
                Headers: [("ETag", etag), ("Content-Range", $"bytes {start}-{file.Length - 1}/{file.Length}")]),
            _ => new("200 OK", file, Headers: [("ETag", etag)]),
        };
    }
}
