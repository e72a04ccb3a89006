using OpenLinux.Common.Errors;
using OpenLinux.Configuration;
using OpenLinux.Docker;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Lifetime;

/// <summary>Starts the image on this terminal, for Run and Shell.</summary>
public sealed class Containers(BuildContext context)
{
    /// <exception cref="BuildException">The options for Run and Shell cannot be used (<c>OL014</c>).</exception>
    public void Check()
    {
        _ = Single();
        _ = ContainerOptions.Of(context.CommandLine);
    }

    /// <exception cref="ContainerExitException">The command failed; its exit code becomes ours.</exception>
    public Task RunAttachedAsync(IReadOnlyList<string> command)
    {
        var architecture = Single();
        var image = context.Services.Stamps.References(architecture)[0].ToString();
        var options = ContainerOptions.Of(context.CommandLine);
        context.Services.Machine.Services.Foreign.Require(architecture.Name);

        // A container may run for hours: others may build meanwhile, and its signals are its own.
        context.ReleaseCheckout();
        context.Interruption.Suspended = true;
        using var screen = context.Screen.Suspend();
        var exitCode = context.Services.Docker.RunAttached(
            new DockerRun(image, architecture.Platform, command, options.Mounts, options.Environment, Interactive: true));
        context.Interruption.Suspended = false;
        return exitCode == 0 ? Task.CompletedTask : throw new ContainerExitException(image, command, exitCode);
    }

    private ArchitectureConfiguration Single() => context.Architectures is [var single]
        ? single
        : throw new BuildException(
            HostErrors.BadOptionValue,
            $"--arch={string.Join(',', context.Architectures.Select(architecture => architecture.Name))}",
            "A container is of one architecture.",
            $"--arch={context.Architectures[0].Name}");
}
