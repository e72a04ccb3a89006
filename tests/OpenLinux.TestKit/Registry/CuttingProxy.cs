using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenLinux.TestKit.Registry;

/// <summary>A TCP relay before a server that reads HTTP/1.1 requests as they pass and cuts connections where a test wants.</summary>
public sealed class CuttingProxy : IDisposable
{
    private const byte TlsHandshake = 0x16;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int port;
    private readonly Func<string, Cut?> decide;
    private readonly List<string> requests = [];
    private long bodyBytes;

    /// <param name="decide">Given a request as "METHOD /path?query"; null lets it pass.</param>
    public CuttingProxy(int port, Func<string, Cut?> decide)
    {
        (this.port, this.decide) = (port, decide);
        listener.Start();
        _ = AcceptAsync();
    }

    public string Host => listener.LocalEndpoint.ToString()!;

    public bool HangsUpOnTls { get; init; }

    /// <summary>Bytes of request bodies that got through.</summary>
    public long BodyBytes => Interlocked.Read(ref bodyBytes);

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>Cuts at one request only of those that <paramref name="matches"/>: the first, or a later one.</summary>
    public static Func<string, Cut?> Once(Func<string, bool> matches, Cut cut, int ordinal = 1)
    {
        var seen = 0;
        return request => matches(request) && Interlocked.Increment(ref seen) == ordinal ? cut : null;
    }

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = RelayAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception closed) when (closed is ObjectDisposedException or SocketException)
        {
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, port);
                var answers = new AnswerRelay(server, client);
                var answering = answers.RunAsync();
                await RelayRequestsAsync(client.GetStream(), server.GetStream(), answers);
                server.Client.Shutdown(SocketShutdown.Send);
                await answering;
            }
            catch (Exception cut) when (cut is IOException or SocketException or ObjectDisposedException or CutException)
            {
                // No farewell: the other side must find out by itself.
                client.Client?.Close(0);
            }
        }
    }

    private async Task RelayRequestsAsync(NetworkStream client, NetworkStream server, AnswerRelay answers)
    {
        while (await ReadHeadAsync(client) is { Length: > 0 } head)
        {
            if (head[0] == TlsHandshake)
            {
                if (HangsUpOnTls)
                {
                    throw new CutException();
                }

                await server.WriteAsync(head);
                await client.CopyToAsync(server);
                return;
            }

            var lines = Encoding.ASCII.GetString(head).Split("\r\n");
            var request = lines[0][..lines[0].LastIndexOf(' ')];
            lock (requests)
            {
                requests.Add(request);
            }

            var cut = decide(request);
            CutException.At(cut, CutPoint.BeforeHead);
            answers.Budget = cut switch
            {
                null => int.MaxValue,
                { Point: CutPoint.InAnswer } => cut.Bytes,
                _ => 0,
            };
            await server.WriteAsync(head);
            CutException.At(cut, CutPoint.AfterHead);
            await RelayBodyAsync(client, server, LengthOf(lines), cut);
            if (cut?.Point == CutPoint.InBody)
            {
                // The server finds out first: what it keeps is settled before the client asks for it.
                return;
            }
        }
    }

    private async Task RelayBodyAsync(NetworkStream client, NetworkStream server, long length, Cut? cut)
    {
        var buffer = new byte[16 * 1024];
        var passing = cut?.Point == CutPoint.InBody ? Math.Min(cut.Bytes, length) : length;
        while (passing > 0)
        {
            var read = await client.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, passing)));
            if (read == 0)
            {
                throw new CutException();
            }

            await server.WriteAsync(buffer.AsMemory(0, read));
            Interlocked.Add(ref bodyBytes, read);
            passing -= read;
        }
    }

    private static async Task<byte[]> ReadHeadAsync(NetworkStream client)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (await client.ReadAsync(one) > 0)
        {
            head.Add(one[0]);
            if (head[0] == TlsHandshake || head is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'])
            {
                break;
            }
        }

        return [.. head];
    }

    private static long LengthOf(string[] lines)
    {
        const string header = "Content-Length: ";
        var line = Array.Find(lines, line => line.StartsWith(header, StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : long.Parse(line[header.Length..], CultureInfo.InvariantCulture);
    }
}
