using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Machine;

/// <summary>What can be wrong with the machine that builds.</summary>
public static class MachineErrors
{
    public static readonly ErrorCode PrerequisiteMissing = new("OL201", "a prerequisite is missing");
    public static readonly ErrorCode InstallationFailed = new("OL202", "a prerequisite could not be installed");
    public static readonly ErrorCode DaemonNotRunning = new("OL203", "the Docker daemon does not answer");
    public static readonly ErrorCode SocketNotPermitted = new("OL204", "the Docker socket is not permitted to this user");
    public static readonly ErrorCode DaemonDidNotStart = new("OL205", "the Docker daemon could not be started");
    public static readonly ErrorCode NoPackageManager = new("OL206", "no package manager that is known here");
    public static readonly ErrorCode PrerequisiteTooOld = new("OL207", "a prerequisite is too old");
    public static readonly ErrorCode UnknownSetupPolicy = new("OL208", "no such set-up policy");
    public static readonly ErrorCode CannotRunForeign = new("OL210", "this machine does not run programs of that architecture");
    public static readonly ErrorCode DockerEndpointUnreadable = new("OL209", "the Docker endpoint cannot be understood");
}
