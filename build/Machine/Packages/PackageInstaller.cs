using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Common.Reporting;

namespace OpenLinux.Machine.Packages;

/// <summary>Installs packages by the system's own manager.</summary>
public sealed class PackageInstaller(MachineFacts machine, IProcessLauncher launcher, IReporter reporter)
{
    /// <summary>Lists older than this may name packages that the servers have dropped since.</summary>
    private static readonly TimeSpan ListsGrowStale = TimeSpan.FromDays(7);

    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(2);

    private const int BusyAttempts = 150;

    private const int ShownLines = 20;

    /// <param name="manager">The manager to use.</param>
    /// <param name="packages">Its names of what to install.</param>
    /// <param name="elevation">What to put before each command to become root; empty where that is not needed.</param>
    /// <param name="cancellation">Ends the installation.</param>
    /// <exception cref="BuildException"><c>OL202</c>: the manager failed; its last words are the cause.</exception>
    public async Task InstallAsync(
        PackageManager manager, IReadOnlyList<string> packages, IReadOnlyList<string> elevation, CancellationToken cancellation)
    {
        var refreshed = false;
        if (manager.Refresh is not null && ListsAreStale(manager))
        {
            // A failed refresh is no failure yet: an older list may well do.
            await RunAsync(manager, manager.Refresh, elevation, cancellation);
            refreshed = true;
        }

        if (await InstallOnceAsync(manager, packages, elevation, cancellation) is not { } failure)
        {
            return;
        }

        if (manager.Refresh is not null && !refreshed)
        {
            await RunAsync(manager, manager.Refresh, elevation, cancellation);
            failure = await InstallOnceAsync(manager, packages, elevation, cancellation);
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    private async Task<BuildException?> InstallOnceAsync(
        PackageManager manager, IReadOnlyList<string> packages, IReadOnlyList<string> elevation, CancellationToken cancellation)
    {
        foreach (var command in manager.Install(packages))
        {
            var result = await RunAsync(manager, command, elevation, cancellation);
            if (result.ExitCode != 0)
            {
                return new BuildException(
                    MachineErrors.InstallationFailed,
                    string.Join(' ', packages),
                    $"{command} ended with exit code {result.ExitCode}:\n{LastLines(result)}",
                    $"run it yourself and read what it says: {command}");
            }
        }

        return null;
    }

    private async Task<ProcessResult> RunAsync(
        PackageManager manager, PackageCommand command, IReadOnlyList<string> elevation, CancellationToken cancellation)
    {
        reporter.Information($"Running {command}");
        var spec = Spec(manager, command, elevation);
        for (var attempt = 1; ; attempt++)
        {
            var result = await launcher.RunAsync(spec, cancellation);
            var busy = result.ExitCode != 0 && manager.BusyText is { } text
                && (result.Stderr.Contains(text, StringComparison.Ordinal) || result.Stdout.Contains(text, StringComparison.Ordinal));
            if (!busy || attempt == BusyAttempts)
            {
                return result;
            }

            if (attempt == 1)
            {
                reporter.Information($"{manager.Program} is at work for someone else; waiting for it.");
            }

            await Task.Delay(BusyPause, cancellation);
        }
    }

    private ProcessSpec Spec(PackageManager manager, PackageCommand command, IReadOnlyList<string> elevation)
    {
        // Through env(1), since sudo hands on no environment of ours.
        string[] words =
        [
            .. elevation,
            .. manager.Environment.Count == 0 ? [] : manager.Environment.Select(variable => $"{variable.Key}={variable.Value}").Prepend("env"),
            command.Program,
            .. command.Arguments,
        ];
        return new ProcessSpec(words[0], words[1..], machine.RootDirectory, machine.ProgramEnvironment, reporter.Verbose);
    }

    private bool ListsAreStale(PackageManager manager)
    {
        if (manager.Lists is null)
        {
            return true;
        }

        var folder = machine.PathOf(manager.Lists);
        var lists = Directory.Exists(folder) ? Directory.GetFiles(folder, "*_Packages*") : [];
        return lists.Length == 0 || DateTime.UtcNow - lists.Max(File.GetLastWriteTimeUtc) > ListsGrowStale;
    }

    private static string LastLines(ProcessResult result)
    {
        var lines = $"{result.Stdout}\n{result.Stderr}".Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n', lines[Math.Max(0, lines.Length - ShownLines)..]);
    }
}
