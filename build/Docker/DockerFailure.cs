using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;

namespace OpenLinux.Docker;

/// <summary>Reads the client's own message, which is all it gives besides exit code 1 (Docker 20.10 to 28), and says what to do about it.</summary>
public static class DockerFailure
{
    private const int Told = 10;

    /// <param name="subject">What was asked for, as a command: "docker import rootfs.tar.gz openlinux:1.0".</param>
    /// <param name="message">The client's standard error.</param>
    public static BuildException Of(string subject, string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var cause = message.Trim() is { Length: > 0 } said ? said : "The Docker client failed without a message.";
        var (code, fix) = Classify(message, subject);
        return new BuildException(code, subject, cause, fix);
    }

    /// <summary>The client ended well and said something else than what it was asked for, as wrappers and other programs of its name do.</summary>
    /// <param name="words">All that it said.</param>
    public static BuildException NotUnderstood(string subject, string words, Exception? inner = null)
    {
        ArgumentNullException.ThrowIfNull(words);
        var lines = words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(PrintableText.Of).ToList();
        return new BuildException(
            DockerErrors.NotUnderstood,
            subject,
            lines.Count == 0 ? "It said nothing." : string.Join('\n', [.. lines.Take(Told), .. lines.Count > Told ? ["…"] : Array.Empty<string>()]),
            $"see what the command prints: {subject}; command -v docker tells which program that is, docker version which client",
            inner);
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
            return (DockerErrors.DaemonDiskFull, "docker system df shows what takes it; docker builder prune and docker image prune remove what nothing names; or give the daemon's data root (docker info: Docker Root Dir) more space");
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
