using OpenLinux.Common.Errors;

namespace OpenLinux.Machine;

/// <summary>What can be wrong with the machine that builds.</summary>
public static class MachineErrors
{
    public static readonly ErrorCode PrerequisiteMissing = new("OL201", "a prerequisite is missing",
        "a tool or header is not installed", "the exact commands for this system; `--setup=auto` runs them");

    public static readonly ErrorCode InstallationFailed = new("OL202", "a prerequisite could not be installed",
        "the package manager failed; its words are shown", "as it says");

    public static readonly ErrorCode DaemonNotRunning = new("OL203", "the Docker daemon does not answer",
        "no daemon behind the socket", "start it; as root `--setup=auto` does");

    public static readonly ErrorCode SocketNotPermitted = new("OL204", "the Docker socket is not permitted to this user",
        "the user may not open the socket", "join the `docker` group, or sudo");

    public static readonly ErrorCode DaemonDidNotStart = new("OL205", "the Docker daemon could not be started",
        "dockerd ended or stayed silent; its last words are shown", "see its log, named");

    public static readonly ErrorCode NoPackageManager = new("OL206", "no package manager that is known here",
        "none of apt, dnf, apk, pacman, brew, winget", "install by hand what is named");

    public static readonly ErrorCode PrerequisiteTooOld = new("OL207", "a prerequisite is too old",
        "the version is named", "upgrade it");

    public static readonly ErrorCode UnknownSetupPolicy = new("OL208", "no such set-up policy",
        "misspelt", "`auto`, `ask` or `never`");

    public static readonly ErrorCode CannotRunForeign = new("OL210", "this machine does not run programs of that architecture",
        "no emulator is registered with binfmt_misc; the image itself was built",
        "the commands for this system are named; `--setup=auto`");

    public static readonly ErrorCode DockerEndpointUnreadable = new("OL209", "the Docker endpoint cannot be understood",
        "`DOCKER_HOST` or the context is malformed", "correct it");
}
