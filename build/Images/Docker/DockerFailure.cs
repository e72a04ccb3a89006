using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Images.Docker;

/// <summary>Reads the client's own message, which is all it gives besides exit code 1 (Docker 20.10 to 28), and says what to do about it.</summary>
public static class DockerFailure
{
    /// <param name="subject">What was asked for, as a command: "docker import rootfs.tar.gz openlinux:1.0".</param>
    /// <param name="message">The client's standard error.</param>
    public static BuildException Of(string subject, string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var cause = message.Trim() is { Length: > 0 } said ? said : "The Docker client failed without a message.";
        var (code, fix) = Classify(message, subject);
        return new BuildException(code, subject, cause, fix);
    }

    public static BuildException ClientMissing(string searchPath) => new(
        DockerErrors.ClientMissing,
        "docker",
        $"No program of that name in {searchPath}",
        "--setup=auto, or install Docker and put its client on the PATH");

    private static (ErrorCode Code, string Fix) Classify(string message, string subject)
    {
        // The order matters: a socket that may not be opened is reported as a failed connection, too.
        if (Says(message, "no space left on device"))
        {
            return (DockerErrors.DaemonDiskFull, "docker system prune, or give the daemon's data root (docker info: Docker Root Dir) more space");
        }

        if (Says(message, "permission denied") && Says(message, "connect"))
        {
            return (DockerErrors.SocketNotPermitted, "sudo usermod -aG docker \"$USER\" and log in again, or run as root, or set DOCKER_HOST");
        }

        if (SaysAny(message, "Cannot connect to the Docker daemon", "failed to connect to the docker API", "error during connect", "Is the docker daemon running"))
        {
            return (DockerErrors.DaemonNotRunning, "sudo systemctl start docker (or: sudo dockerd &), or start Docker Desktop, or check DOCKER_HOST");
        }

        if ((Says(message, "client version") && SaysAny(message, "is too old", "is too new")) || Says(message, "requires API version"))
        {
            return (DockerErrors.ClientTooOld, "unset DOCKER_API_VERSION, or update whichever of client and daemon is older (docker version)");
        }

        if (Says(message, "invalid tar header"))
        {
            return (DockerErrors.LayersUnreadable, "Docker before 23 reads no zstd: set image.compression = \"gzip\", or upgrade the daemon");
        }

        return (DockerErrors.Refused, $"see the message; to repeat it: {subject}");
    }

    private static bool Says(string message, string phrase) => message.Contains(phrase, StringComparison.OrdinalIgnoreCase);

    private static bool SaysAny(string message, params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            if (Says(message, phrase))
            {
                return true;
            }
        }

        return false;
    }
}
