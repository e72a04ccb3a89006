using OpenLinux.Engine.Diagnostics;
using OpenLinux.Host.Cli;

namespace OpenLinux.Host;

/// <summary>The mode that <c>--docker-mode</c> names; naming DockerBuild as the target means build.</summary>
internal static class DockerModeSelection
{
    public static DockerMode Of(HostArguments arguments) => arguments.Value("docker-mode") switch
    {
        "import" => DockerMode.Import,
        "build" => DockerMode.Build,
        null => arguments.Targets.Contains("DockerBuild") ? DockerMode.Build : DockerMode.Import,
        var other => throw new BuildException(
            HostErrors.BadOptionValue,
            $"--docker-mode={other}",
            Nearest.To(other, ["import", "build"]) is { } nearest ? $"There is no such mode; the nearest is {nearest}." : "There is no such mode.",
            "--docker-mode=import or --docker-mode=build"),
    };
}
