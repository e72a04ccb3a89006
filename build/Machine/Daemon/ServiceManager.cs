using OpenLinux.Machine.Packages;

namespace OpenLinux.Machine.Daemon;

/// <summary>Who starts services on this machine, where it is someone who knows Docker.</summary>
public sealed record ServiceManager(string Name, PackageCommand StartDocker)
{
    private static readonly string[] SystemdUnits =
        ["/etc/systemd/system/docker.service", "/usr/lib/systemd/system/docker.service", "/lib/systemd/system/docker.service"];

    /// <returns>The manager that runs and has a Docker service, or null.</returns>
    public static ServiceManager? Of(MachineFacts machine)
    {
        // sd_booted(3): the folder exists exactly where systemd is the service manager.
        if (machine.DirectoryExists("/run/systemd/system") && Array.Exists(SystemdUnits, machine.FileExists))
        {
            return new ServiceManager("systemd", new PackageCommand("systemctl", "start", "docker"));
        }

        return machine.DirectoryExists("/run/openrc") && machine.FileExists("/etc/init.d/docker")
            ? new ServiceManager("OpenRC", new PackageCommand("rc-service", "docker", "start"))
            : null;
    }
}
