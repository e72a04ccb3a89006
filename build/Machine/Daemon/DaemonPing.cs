using System.IO.Pipes;
using System.Net.Sockets;
using System.Text;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Machine.Daemon;

/// <summary>
/// One <c>GET /_ping</c> of the Docker Engine API, by hand: the first thing a warm run does with Docker, and an HTTP client
/// would take longer to load than the daemon to answer.
/// </summary>
public static class DaemonPing
{
    private const string NamedPipePrefix = "npipe:////./pipe/";

    private static readonly byte[] Request = "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n"u8.ToArray();

    /// <param name="endpoint">Whom to ask.</param>
    /// <param name="patience">How long to wait for each of connecting and answering.</param>
    public static DaemonAnswer Send(DockerEndpoint endpoint, TimeSpan patience)
    {
        try
        {
            using var stream = Connect(endpoint, patience);
            return stream is null ? new DaemonAnswer(DaemonState.KnownToClient) : Ask(stream);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AccessDenied)
        {
            return new DaemonAnswer(DaemonState.NotPermitted, Detail: exception.Message);
        }
        catch (UnauthorizedAccessException exception)
        {
            return new DaemonAnswer(DaemonState.NotPermitted, Detail: exception.Message);
        }
        catch (Exception exception) when (exception is SocketException or IOException or TimeoutException or ArgumentException)
        {
            return new DaemonAnswer(DaemonState.Silent, Detail: exception.Message);
        }
    }

    private static Stream? Connect(DockerEndpoint endpoint, TimeSpan patience)
    {
        if (endpoint.SocketPath is { } path)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            return Open(socket, () => socket.Connect(new UnixDomainSocketEndPoint(path)), patience);
        }

        if (endpoint.Url.StartsWith(NamedPipePrefix, StringComparison.Ordinal))
        {
            var pipe = new NamedPipeClientStream(".", endpoint.Url[NamedPipePrefix.Length..], PipeDirection.InOut);
            pipe.Connect(patience);
            return pipe;
        }

        if (!endpoint.Tls && Uri.TryCreate(endpoint.Url, UriKind.Absolute, out var uri) && uri.Scheme is "tcp" or "http" && uri.Port > 0)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            return Open(socket, () => socket.Connect(uri.Host, uri.Port), patience);
        }

        return null;
    }

    private static NetworkStream Open(Socket socket, Action connect, TimeSpan patience)
    {
        socket.SendTimeout = socket.ReceiveTimeout = (int)patience.TotalMilliseconds;
        try
        {
            connect();
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static DaemonAnswer Ask(Stream stream)
    {
        stream.Write(Request);
        Span<byte> answer = stackalloc byte[4096];
        var length = 0;
        while (length < answer.Length && stream.Read(answer[length..]) is var read and > 0)
        {
            length += read;
        }

        var text = Encoding.ASCII.GetString(answer[..length]);
        return text.StartsWith("HTTP/1.", StringComparison.Ordinal) && StatusOf(text) == "200"
            ? new DaemonAnswer(DaemonState.Reachable, EngineVersion(text))
            : new DaemonAnswer(DaemonState.Silent, Detail: $"it answered \"{text.Split('\r', '\n')[0]}\"");
    }

    private static string StatusOf(string answer) => answer.Split(' ', 3) is [_, var status, ..] ? status : "";

    private static Version? EngineVersion(string answer)
    {
        const string header = "\nServer: Docker/";
        var start = answer.IndexOf(header, StringComparison.OrdinalIgnoreCase);
        return start < 0 ? null : ToolVersion.Find(answer.AsSpan(start + header.Length));
    }
}

/// <param name="Version">The engine's version where it said so, else null.</param>
/// <param name="Detail">Why there was no answer, in the system's words; empty where there was one.</param>
public sealed record DaemonAnswer(DaemonState State, Version? Version = null, string Detail = "");

public enum DaemonState
{
    /// <summary>It answered.</summary>
    Reachable,

    /// <summary>There is a socket, and this user may not use it.</summary>
    NotPermitted,

    /// <summary>Nothing answers.</summary>
    Silent,

    /// <summary>Only the client can tell (ssh, TLS).</summary>
    KnownToClient,
}
