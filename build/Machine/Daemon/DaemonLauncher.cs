using System.ComponentModel;
using System.Globalization;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Common.Reporting;

namespace OpenLinux.Machine.Daemon;

/// <summary>Starts a Docker daemon in the background, for machines that have no service manager; it stays after this process ends.</summary>
public sealed class DaemonLauncher(MachineFacts machine, DockerDaemonOptions options, IReporter reporter)
{
    private const int ShownLines = 15;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(5);

    private readonly DockerEndpoint endpoint = new($"unix://{options.Socket}", "the daemon started here");

    /// <summary>Starts one and waits until it answers; does nothing where another process has just done so.</summary>
    /// <exception cref="BuildException"><c>OL205</c>: it ended or stayed silent; the log's last lines are the cause.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows() || machine.FindProgram(options.Program) is not { } program)
        {
            throw Failure($"{options.Program} is not installed", "./build.sh --target=Doctor says what installs it");
        }

        try
        {
            Directory.CreateDirectory(options.RunFolder);
            Directory.CreateDirectory(options.DataRoot);
            using var turn = await FileLock.TakeAsync(
                options.LockFile, () => reporter.Verbose("waiting for another build that starts the Docker daemon"), cancellation);
            if (Answers())
            {
                return;
            }

            await StartInTurnAsync(program, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception)
        {
            throw StorageFaults.Exhausted(exception, options.RunFolder) ?? Failure(
                exception.Message,
                $"run as root where {options.RunFolder} and {options.DataRoot} can be written, or start a daemon yourself: {program}",
                exception);
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private async Task StartInTurnAsync(string program, CancellationToken cancellation)
    {
        // One of ours that is still starting, or is being stopped, needs time and no rival.
        if (EarlierDaemonRuns())
        {
            await WaitAsync(() => !EarlierDaemonRuns(), cancellation);
            if (Answers())
            {
                return;
            }
        }

        File.Delete(options.PidFile);
        reporter.Information($"Starting {program} in the background (data in {options.DataRoot}, log in {options.LogFile}).");
        var start = LogLength();
        if (await TryAsync(program, [], cancellation))
        {
            return;
        }

        if (LogSince(start).Contains("network controller", StringComparison.OrdinalIgnoreCase))
        {
            reporter.Warning("The Docker daemon cannot set up its network here; starting it without. Containers will have none.");
            start = LogLength();
            if (await TryAsync(program, options.WithoutNetwork, cancellation))
            {
                return;
            }
        }

        throw Failure(
            $"{program} ended, or did not answer within {options.Patience.TotalSeconds:0} s. Its log ends with:\n{LastLines(LogSince(start))}",
            $"read {options.LogFile}, put right what it names, or start a daemon yourself");
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private async Task<bool> TryAsync(string program, IReadOnlyList<string> more, CancellationToken cancellation)
    {
        string[] arguments =
        [
            $"--host=unix://{options.Socket}",
            $"--data-root={options.DataRoot}",
            $"--exec-root={Path.Join(options.RunFolder, "docker")}",
            $"--pidfile={options.PidFile}",
            .. options.Arguments,
            .. more,
        ];
        var daemon = DetachedProcess.Start(program, arguments, machine.ProgramEnvironment, options.LogFile);
        var ended = false;
        await WaitAsync(() => (ended = daemon.HasEnded()), cancellation);
        return !ended && Answers();
    }

    /// <summary>Waits for an answer, for <paramref name="hopeless"/>, or until patience ends.</summary>
    private async Task WaitAsync(Func<bool> hopeless, CancellationToken cancellation)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (clock.Elapsed < options.Patience && !hopeless() && !Answers())
        {
            await Task.Delay(Pause, cancellation);
        }
    }

    private bool Answers() => DaemonPing.Send(endpoint, PingPatience).State == DaemonState.Reachable;

    /// <summary>By its command line, which a process that took over the number lacks and a dead one has no more.</summary>
    private bool EarlierDaemonRuns()
    {
        try
        {
            return int.TryParse(File.ReadAllText(options.PidFile), NumberStyles.Integer, CultureInfo.InvariantCulture, out var id)
                && File.ReadAllText($"/proc/{id}/cmdline").Contains($"--pidfile={options.PidFile}", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private long LogLength() => File.Exists(options.LogFile) ? new FileInfo(options.LogFile).Length : 0;

    private string LogSince(long start)
    {
        using var log = new FileStream(options.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(start, SeekOrigin.Begin);
        using var reader = new StreamReader(log);
        return reader.ReadToEnd();
    }

    private static string LastLines(string log)
    {
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n', lines[Math.Max(0, lines.Length - ShownLines)..]);
    }

    private static BuildException Failure(string cause, string fix, Exception? inner = null) =>
        new(MachineErrors.DaemonDidNotStart, "dockerd", cause, fix, inner);
}
