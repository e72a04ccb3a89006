using System.Net.Sockets;
using OpenLinux.Common.Files;

namespace OpenLinux.Userland.Fronts;

/// <summary>Answers the fronts of one build, each on a connection of its own. Once disposed of, nothing listens and nothing is under way.</summary>
internal sealed class FrontListener : IAsyncDisposable
{
    private const int Backlog = 512;

    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource end = new();
    private readonly Func<Stream, CancellationToken, Task> serve;
    private readonly Task accepting;

    /// <param name="path">Of the socket; no longer than unix(7) permits.</param>
    /// <exception cref="SocketException">There can be none.</exception>
    public FrontListener(string path, Func<Stream, CancellationToken, Task> serve)
    {
        this.serve = serve;
        Path = path;
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen(Backlog);
        accepting = Task.Run(AcceptAsync);
    }

    public string Path { get; }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        socket.Dispose();
        await accepting;
        end.Dispose();
        File.Delete(Path);
    }

    private async Task AcceptAsync()
    {
        var running = new HashSet<Task>();
        try
        {
            while (true)
            {
                var connection = await socket.AcceptAsync(end.Token);
                running.RemoveWhere(task => task.IsCompleted);
                running.Add(Task.Run(() => ServeAsync(connection)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(running);
        }
    }

    /// <summary>A front that is gone, or a file that cannot be read, leaves the compile to itself.</summary>
    private async Task ServeAsync(Socket connection)
    {
        using (connection)
        {
            try
            {
                await using var stream = new NetworkStream(connection);
                await serve(stream, end.Token);
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException || StorageFaults.IsFault(fault))
            {
                // The front sees the end of the connection, and runs the compiler.
            }
        }
    }
}
