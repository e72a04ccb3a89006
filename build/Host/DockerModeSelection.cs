using OpenLinux.Engine.Diagnostics;
using OpenLinux.Host.Cli;

namespace OpenLinux.Host;

/// <summary>The mode that <c>--docker-mode</c> names; naming DockerBuild or DockerLoad as the target means theirs.</summary>
internal static class DockerModeSelection
{
    public static DockerMode Of(HostArguments arguments) => arguments.Value("docker-mode") switch
    {
        "import" => DockerMode.Import,
        "build" => DockerMode.Build,
        "load" => DockerMode.Load,
        null => arguments.Targets.Contains("DockerBuild") ? DockerMode.Build
            : arguments.Targets.Contains("DockerLoad") ? DockerMode.Load
            : DockerMode.Import,
        var other => throw new BuildException(
            HostErrors.BadOptionValue,
            $"--docker-mode={other}",
            Nearest.To(other, ["import", "build", "load"]) is { } nearest ? $"There is no such mode; the nearest is {nearest}." : "There is no such mode.",
            "--docker-mode=import, --docker-mode=build or --docker-mode=load"),
    };
}
