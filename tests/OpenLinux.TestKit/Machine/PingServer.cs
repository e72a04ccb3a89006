using System.Net.Sockets;
using System.Text;

namespace OpenLinux.TestKit.Machine;

/// <summary>A server on a real Unix socket that gives everyone the same answer and keeps what it was asked.</summary>
public sealed class PingServer : IDisposable
{
    public const string Docker20 = "HTTP/1.0 200 OK\r\nApi-Version: 1.41\r\nServer: Docker/20.10.24+dfsg1 (linux)\r\nContent-Length: 2\r\n\r\nOK";

    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Task serving;

    public PingServer(string socket, string answer)
    {
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        listener.Listen();
        serving = Task.Run(() => ServeAsync(answer));
    }

    public List<string> Requests { get; } = [];

    public void Dispose()
    {
        listener.Dispose();
        serving.GetAwaiter().GetResult();
    }

    private async Task ServeAsync(string answer)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptAsync();
                var request = new byte[1024];
                var length = await client.ReceiveAsync(request);
                lock (Requests)
                {
                    Requests.Add(Encoding.ASCII.GetString(request, 0, length));
                }

                await client.SendAsync(Encoding.ASCII.GetBytes(answer));
                client.Shutdown(SocketShutdown.Both);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposing the listener is how the serving ends.
        }
    }
}
