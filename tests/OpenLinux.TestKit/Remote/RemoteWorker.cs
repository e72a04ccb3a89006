using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.TestKit.Remote;

/// <summary>
/// Bazel's own RemoteWorker, of Debian's bazel-bootstrap: all services of the Remote Execution API, on disk and with real processes. The
/// package has its sources alone; they are compiled once a machine.
/// </summary>
public sealed class RemoteWorker : IAsyncDisposable
{
    private const string Server = "/usr/share/bazel/A-server.jar";
    private const string Sources = "/usr/src/bazel-bootstrap/src/tools/remote/src/main/java";
    private const string Main = "com.google.devtools.build.remote.worker.RemoteWorker";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TestFolder folder = new();
    private readonly Process process;
    private readonly int port;

    private RemoteWorker(string classes)
    {
        port = FreePort();
        var start = new ProcessStartInfo(
            "java",
            [
                "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", $"{classes}:{Server}", Main,
                $"--work_path={Directory.CreateDirectory(folder.PathOf("work")).FullName}",
                $"--cas_path={Directory.CreateDirectory(folder.PathOf("cas")).FullName}",
                $"--listen_port={port}",
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = new Process { StartInfo = start };
        process.Start();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Address => $"grpc://127.0.0.1:{port}";

    public static async Task<RemoteWorker> StartAsync()
    {
        var worker = new RemoteWorker(await ClassesAsync());
        var started = Stopwatch.GetTimestamp();
        while (!await worker.AnswersAsync())
        {
            if (worker.process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException("RemoteWorker does not start");
            }

            await Task.Delay(100);
        }

        return worker;
    }

    /// <summary>Ends it at once, whatever it is at.</summary>
    public void Kill()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <summary>Where it keeps results and blobs.</summary>
    public string Files => folder.PathOf("cas");

    /// <summary>What it holds, by size in bytes.</summary>
    public IEnumerable<FileInfo> Stored() => new DirectoryInfo(Files).EnumerateFiles("*", SearchOption.AllDirectories);

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<string> ClassesAsync()
    {
        var stamp = File.GetLastWriteTimeUtc(Server).Ticks;
        var classes = Path.Combine(HostUnderTest.Checkout, ".cache", "remote-worker", $"{stamp}");
        if (!Directory.Exists(classes))
        {
            var made = $"{classes}.{Guid.NewGuid():n}";
            Directory.CreateDirectory(made);
            await Command.OutputAsync(
                "javac", ["-nowarn", "-d", made, "-cp", Server, .. Directory.EnumerateFiles(Sources, "*.java", SearchOption.AllDirectories)]);
            try
            {
                Directory.Move(made, classes);
            }
            catch (IOException) when (Directory.Exists(classes))
            {
                Directory.Delete(made, recursive: true);
            }
        }

        return classes;
    }

    private async Task<bool> AnswersAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
