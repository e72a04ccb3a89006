using OpenLinux.Common.Errors;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Lifetime;

/// <summary>A command in a container failed; its exit code becomes ours, as with <c>docker run</c>.</summary>
public sealed class ContainerExitException(string image, IReadOnlyList<string> command, int exitCode)
    : BuildException(
        HostErrors.ContainerFailed,
        string.Join(' ', command),
        $"It ended with exit code {exitCode} in {image}.",
        exitCode switch
        {
            125 => "Docker itself refused; its message stands above.",
            126 => "The command is there but cannot be executed: check its mode and its architecture.",
            127 => "The command was not found in the image: ./build.sh --target=Run -- ls -l /bin /usr/bin",
            _ => "Its own output stands above.",
        })
{
    public int ExitCode { get; } = exitCode;
}
