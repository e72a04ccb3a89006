using System.Diagnostics;
using OpenLinux.Docker.Client;

namespace OpenLinux.TestKit.Docker;

/// <summary>In a network namespace of its own, as a daemon without a bridge removes docker0, which others use.
/// A Docker daemon of the tests' own: its socket, its images, no bridge. Needs root and <c>dockerd</c>, as the project's set-up leaves them.</summary>
public sealed class DockerDaemon : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo folder;
    private readonly Process daemon;

    public DockerDaemon()
        : this(dataRootSize: null)
    {
    }

    private DockerDaemon(string? dataRootSize)
    {
        folder = Directory.CreateTempSubdirectory("openlinux-dockerd-");
        DataRoot = Directory.CreateDirectory(Path.Combine(folder.FullName, "data")).FullName;
        if (dataRootSize is not null)
        {
            Shell($"mount -t tmpfs -o size={dataRootSize} tmpfs {DataRoot}");
        }

        Host = $"unix://{folder.FullName}/docker.sock";
        daemon = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Command()]))!;
        Folder = new ClientFolder(Environment());
        WaitForAnswer();
    }

    public string Host { get; }

    internal ClientFolder Folder { get; }

    internal CakeDockerClient Client => Folder.Client;

    private string DataRoot { get; }

    /// <param name="size">All the space its images have, as tmpfs takes it: "30m".</param>
    public static DockerDaemon WithSpace(string size) => new(size);

    public void Dispose()
    {
        Folder.Dispose();
        Shell($"kill {daemon.Id}");
        daemon.WaitForExit();
        daemon.Dispose();
        Shell($"! mountpoint -q {DataRoot} || umount {DataRoot}");
        folder.Delete(recursive: true);
    }

    /// <summary>The script of a client that is the machine's own.</summary>
    internal const string Docker = "exec docker \"$@\"";

    private string Environment() => $"export DOCKER_HOST={Host}\n{Docker}";

    private string Command() =>
        $"exec unshare --net dockerd --host {Host} --data-root {DataRoot} --exec-root {folder.FullName}/exec --pidfile {folder.FullName}/pid "
        + $"--bridge=none --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false >{folder.FullName}/log 2>&1";

    private void WaitForAnswer()
    {
        var waited = Stopwatch.StartNew();
        while (TryShell($"DOCKER_HOST={Host} docker version") != 0)
        {
            if (daemon.HasExited || waited.Elapsed > Patience)
            {
                throw new InvalidOperationException($"dockerd does not start:\n{File.ReadAllText(Path.Combine(folder.FullName, "log"))}");
            }

            Thread.Sleep(100);
        }
    }

    private static void Shell(string command) => TryShell(command).Should().Be(0, command);

    private static int TryShell(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
