using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Docker;

/// <summary>The <c>docker</c> client as a Cake tool.</summary>
public abstract class DockerTool<TSettings>(
    IFileSystem fileSystem, ICakeEnvironment environment, IProcessRunner processRunner, IToolLocator tools)
    : Tool<TSettings>(fileSystem, environment, processRunner, tools)
    where TSettings : ToolSettings
{
    private readonly ICakeEnvironment _environment = environment;

    protected override string GetToolName() => "Docker";

    /// <summary>Under WSL both names are there: the native one goes first.</summary>
    protected override IEnumerable<string> GetToolExecutableNames() =>
        _environment.Platform.IsUnix() ? ["docker", "docker.exe"] : ["docker.exe", "docker"];
}
