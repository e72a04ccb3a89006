using OpenLinux.Common.Errors;
using OpenLinux.Configuration;
using OpenLinux.Docker;
using OpenLinux.Host.Lifetime;

namespace OpenLinux.Host.Pipeline;

/// <summary>Starts the image on this terminal, for Run and Shell.</summary>
public sealed class Containers(BuildContext context)
{
    /// <exception cref="BuildException">The options for Run and Shell cannot be used (<c>OL014</c>).</exception>
    public void Check()
    {
        _ = Single();
        _ = Mounts();
    }

    /// <exception cref="ContainerExitException">The command failed; its exit code becomes ours.</exception>
    public Task RunAttachedAsync(IReadOnlyList<string> command)
    {
        var architecture = Single();
        var image = context.Services.PipelineOf(architecture).ImageReference;
        context.Services.Machine.Services.Foreign.Require(architecture.Name);

        // A container may run for hours: others may build meanwhile, and its signals are its own.
        context.ReleaseCheckout();
        context.Interruption.Suspended = true;
        var exitCode = context.Services.Docker.RunAttached(
            new DockerRun(image, architecture.Platform, command, Mounts(), RunEnvironment(), Interactive: true));
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

    private IReadOnlyList<string> Mounts() => [.. context.CommandLine.All("mount").Select(AbsoluteMount)];

    /// <summary>
    /// A mount's host side is relative to where the user stands, as with <c>cp</c>; a colon may be in it, as after a drive letter.
    /// An absolute one may be there where the daemon is alone.
    /// </summary>
    private static string AbsoluteMount(string mount)
    {
        var end = mount.LastIndexOf(":/", StringComparison.Ordinal);
        if (end <= 0)
        {
            throw Unusable(mount, "It takes a folder of this machine and an absolute path in the container.");
        }

        var source = Path.GetFullPath(mount[..end]);
        return Path.IsPathRooted(mount) || Path.Exists(source) ? source + mount[end..] : throw Unusable(mount, $"There is no {source}.");
    }

    private static BuildException Unusable(string mount, string cause) => new(
        HostErrors.BadOptionValue, $"--mount={mount}", cause, "--mount=.:/work or --mount=/data:/data:ro");

    /// <summary>The last one holds where a name is given twice, as with <c>docker run</c>.</summary>
    private Dictionary<string, string> RunEnvironment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parts in context.CommandLine.All("run-env").Select(variable => variable.Split('=', 2)))
        {
            environment[parts[0]] = parts.Length == 2 ? parts[1] : System.Environment.GetEnvironmentVariable(parts[0]) ?? "";
        }

        return environment;
    }
}
