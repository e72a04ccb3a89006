using OpenLinux.Images.Docker;

namespace OpenLinux.Host;

/// <summary>Starts the image on this terminal, for Run and Shell.</summary>
public sealed class Containers(BuildContext context)
{
    /// <exception cref="ContainerExitException">The command failed; its exit code becomes ours.</exception>
    public void RunAttached(IReadOnlyList<string> command)
    {
        var architecture = context.Architectures[0];
        var image = context.Services.PipelineOf(architecture).ImageReference;
        context.Services.Machine.Services.Foreign.Require(architecture.Name);

        // A container may run for hours: others may build meanwhile, and its signals are its own.
        context.ReleaseCheckout();
        context.Interruption.Suspended = true;
        var exitCode = context.Services.Docker.RunAttached(new DockerRun(
            image,
            architecture.Platform,
            command,
            [.. context.CommandLine.All("mount").Select(AbsoluteMount)],
            RunEnvironment(),
            Interactive: true));
        context.Interruption.Suspended = false;
        if (exitCode != 0)
        {
            throw new ContainerExitException(image, command, exitCode);
        }
    }

    /// <summary>A mount's host side is relative to where the user stands, as with <c>cp</c>.</summary>
    private static string AbsoluteMount(string mount)
    {
        var parts = mount.Split(':', 2);
        return parts.Length == 2 && parts[1].StartsWith('/')
            ? $"{Path.GetFullPath(parts[0])}:{parts[1]}"
            : throw new Engine.Diagnostics.BuildException(
                HostErrors.BadOptionValue,
                $"--mount={mount}",
                "It takes a folder of this machine and an absolute path in the container.",
                "--mount=.:/work or --mount=/data:/data:ro");
    }

    private Dictionary<string, string> RunEnvironment() => context.CommandLine.All("run-env")
        .Select(variable => variable.Split('=', 2))
        .ToDictionary(
            parts => parts[0],
            parts => parts.Length == 2 ? parts[1] : System.Environment.GetEnvironmentVariable(parts[0]) ?? "",
            StringComparer.Ordinal);
}
