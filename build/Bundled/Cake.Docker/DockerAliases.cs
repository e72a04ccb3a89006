using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO.Arguments;

namespace Cake.Docker;

/// <summary>The client's commands as aliases. Those that return text return each line that the client prints.</summary>
[CakeAliasCategory("Docker")]
public static class DockerAliases
{
    /// <param name="path">The build context: a folder, quoted here where the caller has not.</param>
    [CakeMethodAlias]
    public static void DockerBuild(this ICakeContext context, DockerImageBuildSettings? settings, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var quoted = path.Trim() is ['"', .., '"'] ? path : new QuotedArgument(new TextArgument(path)).Render();
        Runner<DockerImageBuildSettings>(context).Run("image build", settings ?? new(), [quoted]);
    }

    [CakeMethodAlias]
    public static IEnumerable<string> DockerImageLs(this ICakeContext context, DockerImageLsSettings? settings) =>
        Runner<DockerImageLsSettings>(context).RunWithResult("image ls", settings ?? new(), lines => lines.ToArray());

    [CakeMethodAlias]
    public static void DockerLoad(this ICakeContext context, DockerImageLoadSettings? settings) =>
        Runner<DockerImageLoadSettings>(context).Run("load", settings ?? new(), []);

    [CakeMethodAlias]
    public static void DockerSave(this ICakeContext context, DockerImageSaveSettings? settings, params string[] images)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfZero(images.Length);
        Runner<DockerImageSaveSettings>(context).Run("save", settings ?? new(), images);
    }

    [CakeMethodAlias]
    public static void DockerRemove(this ICakeContext context, DockerImageRemoveSettings? settings, params string[] images)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfZero(images.Length);
        Runner<DockerImageRemoveSettings>(context).Run("rmi", settings ?? new(), images);
    }

    /// <summary>The container's output goes where this process's goes. Without a command the arguments have no meaning, and are left out.</summary>
    [CakeMethodAlias]
    public static void DockerRunWithoutResult(
        this ICakeContext context, DockerContainerRunSettings? settings, string image, string command, params string[] args)
    {
        ArgumentException.ThrowIfNullOrEmpty(image);
        Runner<DockerContainerRunSettings>(context)
            .Run("run", settings ?? new(), string.IsNullOrEmpty(command) ? [image] : [image, command, .. args]);
    }

    /// <summary>Any command of the client, with its arguments quoted by the caller.</summary>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerCustomCommand(
        this ICakeContext context, DockerCustomCommandSettings settings, string command)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        var words = command.Split(' ', 2);
        return Runner<DockerCustomCommandSettings>(context)
            .RunWithResult(words[0], settings, lines => lines.ToArray(), words[1..]);
    }

    private static GenericDockerRunner<TSettings> Runner<TSettings>(ICakeContext context)
        where TSettings : AutoToolSettings, new()
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools);
    }
}
