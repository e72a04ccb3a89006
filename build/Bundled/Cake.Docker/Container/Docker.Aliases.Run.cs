using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    [CakeMethodAlias]
    public static string? DockerRun(this ICakeContext context, string image, string command, params string[] args) =>
        DockerRun(context, new DockerContainerRunSettings(), image, command, args);

    /// <returns>The first line that the container prints.</returns>
    [CakeMethodAlias]
    public static string? DockerRun(
        this ICakeContext context, DockerContainerRunSettings? settings, string image, string command, params string[] args) =>
        Runner<DockerContainerRunSettings>(context)
            .RunWithResult("run", settings ?? new(), lines => lines.ToArray(), ContainerCommand(image, command, args))
            .FirstOrDefault();

    [CakeMethodAlias]
    public static void DockerRunWithoutResult(this ICakeContext context, string image, string command, params string[] args) =>
        DockerRunWithoutResult(context, new DockerContainerRunSettings(), image, command, args);

    /// <summary>The container's output goes where this process's goes.</summary>
    [CakeMethodAlias]
    public static void DockerRunWithoutResult(
        this ICakeContext context, DockerContainerRunSettings? settings, string image, string command, params string[] args) =>
        Runner<DockerContainerRunSettings>(context).Run("run", settings ?? new(), ContainerCommand(image, command, args));

    /// <summary>Without a command the arguments have no meaning, and are left out.</summary>
    private static string[] ContainerCommand(string image, string? command, string[] args)
    {
        ArgumentException.ThrowIfNullOrEmpty(image);
        return string.IsNullOrEmpty(command) ? [image] : [image, command, .. args];
    }
}
