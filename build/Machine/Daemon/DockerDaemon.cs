using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Machine.Setup;

namespace OpenLinux.Machine.Daemon;

/// <summary>Makes sure that a Docker daemon answers. One that does is never touched.</summary>
public sealed class DockerDaemon(
    MachineFacts machine, IProcessLauncher launcher, SetupGate gate, DaemonLauncher starter, DockerDaemonOptions options)
{
    private static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(10);

    private readonly Lazy<DockerEndpoint> endpoint = new(() => DockerEndpoints.Resolve(machine));

    public DockerEndpoint Endpoint => endpoint.Value;

    /// <summary>Asks once, without a process.</summary>
    /// <exception cref="BuildException"><c>OL209</c>: the client's configuration cannot be understood.</exception>
    public DaemonAnswer Ask() => DaemonPing.Send(Endpoint, PingPatience);

    /// <summary>Whether nothing answers where a daemon of this machine would, so that set-up can help.</summary>
    public bool CanBeStartedHere(DaemonAnswer answer) =>
        answer.State == DaemonState.Silent && machine.Family == OperatingSystemFamily.Linux
        && (Endpoint.IsSystemDefault || Endpoint.SocketPath == options.Socket);

    /// <exception cref="BuildException"><c>OL203</c>: nothing answers and it may not be started; <c>OL204</c>: not permitted;
    /// <c>OL205</c>: it does not start.</exception>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        var answer = Ask();
        switch (answer.State)
        {
            case DaemonState.Reachable or DaemonState.KnownToClient:
                return;
            case DaemonState.NotPermitted:
                throw new BuildException(MachineErrors.SocketNotPermitted, Endpoint.ToString(), answer.Detail, PermissionFix());
        }

        if (!CanBeStartedHere(answer) || await gate.OpenAsync("No Docker daemon answers. Start one?", needsRoot: true, cancellation) is not { } elevation)
        {
            throw NotRunning(answer);
        }

        if (ServiceManager.Of(machine) is { } services)
        {
            await StartServiceAsync(services, elevation, cancellation);
        }
        else if (machine.IsPrivileged)
        {
            await starter.StartAsync(cancellation);
        }
        else
        {
            throw NotRunning(answer);
        }
    }

    /// <summary>What to do about a daemon that gave this answer; empty where nothing is to be done.</summary>
    public string FixFor(DaemonAnswer answer) => answer.State switch
    {
        DaemonState.Reachable or DaemonState.KnownToClient => "",
        DaemonState.NotPermitted => PermissionFix(),
        _ when !CanBeStartedHere(answer) && machine.Family == OperatingSystemFamily.Linux =>
            $"start the daemon behind {Endpoint}, or point DOCKER_HOST (or docker context use) to one that runs",
        _ when machine.Family == OperatingSystemFamily.MacOS => "start Docker Desktop (open -a Docker), or: colima start",
        _ when machine.Family == OperatingSystemFamily.Windows => "start Docker Desktop",
        _ when ServiceManager.Of(machine) is { } services => $"{Sudo}{services.StartDocker}",
        _ when machine.IsPrivileged => $"run again with --setup=auto, or: {options.Program} &",
        _ => "sudo dockerd &",
    };

    private string Sudo => machine.IsPrivileged ? "" : "sudo ";

    private BuildException NotRunning(DaemonAnswer answer) =>
        new(MachineErrors.DaemonNotRunning, Endpoint.ToString(), answer.Detail, FixFor(answer));

    private string PermissionFix() =>
        $"sudo usermod -aG docker {machine.Variable("USER") ?? "$(id -un)"}\n"
        + "then log in again (or: newgrp docker); or run as root with sudo; or use rootless Docker (dockerd-rootless-setuptool.sh install)";

    private async Task StartServiceAsync(ServiceManager services, IReadOnlyList<string> elevation, CancellationToken cancellation)
    {
        string[] words = [.. elevation, services.StartDocker.Program, .. services.StartDocker.Arguments];
        var result = await launcher.RunAsync(new ProcessSpec(words[0], words[1..], "/", machine.ProgramEnvironment), cancellation);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var answer = Ask();
        while (result.ExitCode == 0 && answer.State == DaemonState.Silent && clock.Elapsed < options.Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
            answer = Ask();
        }

        if (answer.State == DaemonState.NotPermitted)
        {
            throw new BuildException(MachineErrors.SocketNotPermitted, Endpoint.ToString(), answer.Detail, PermissionFix());
        }

        if (answer.State == DaemonState.Silent)
        {
            throw new BuildException(
                MachineErrors.DaemonDidNotStart,
                $"docker by {services.Name}",
                $"{services.StartDocker} ended with exit code {result.ExitCode} and nothing answers at {Endpoint}\n{result.Stderr}".TrimEnd(),
                services.Name == "systemd" ? "journalctl -u docker --no-pager -n 50" : "rc-service docker status; read /var/log/docker.log");
        }
    }
}
