using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenLinux.Tests.Sources;

/// <summary>A real HTTP server on the loopback interface that can also misbehave: cut connections, ignore Range, stay silent.</summary>
public sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<LoopbackRequest, LoopbackReply> _answer;
    private readonly List<LoopbackRequest> _requests = [];

    public LoopbackServer(Func<LoopbackRequest, LoopbackReply> answer)
    {
        _answer = answer;
        _listener.Start();
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
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public string Address(string path) => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{path}";

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
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
                lock (_requests)
                {
                    _requests.Add(request);
                }

                await SendAsync(client.GetStream(), _answer(request));
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
            await Task.Delay(Timeout.Infinite, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
