using Cake.Core;
using Cake.Core.Annotations;
using Cake.Docker;

namespace OpenLinux.Docker.Client;

/// <summary>The image commands that Cake.Docker lacks, in its manner and on its runner.</summary>
[CakeAliasCategory("Docker")]
public static class DockerImageAliases
{
    /// <summary>Makes an image of a root filesystem's tarball.</summary>
    /// <returns>The image ID, "sha256:…".</returns>
    [CakeMethodAlias]
    public static string? DockerImport(this ICakeContext context, DockerImageImportSettings? settings, string file, string? reference = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        return Runner<DockerImageImportSettings>(context)
            .RunWithResult("import", settings ?? new(), lines => lines.ToArray(), reference is null ? [ArgumentQuoting.Quote(file)] : [ArgumentQuoting.Quote(file), reference])
            .FirstOrDefault();
    }

    /// <summary>Describes images.</summary>
    /// <returns>The lines that the client prints: a JSON array of the images it found, or what the format makes of them.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerInspect(this ICakeContext context, DockerImageInspectSettings? settings, params string[] images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Runner<DockerImageInspectSettings>(context)
            .RunWithResult("image inspect", settings ?? new(), lines => lines.ToArray(), images);
    }

    /// <summary>As Cake.Docker's alias, with settings: without them nothing can read the client's message when it fails.</summary>
    [CakeMethodAlias]
    public static void DockerTag(this ICakeContext context, DockerImageTagSettings settings, string imageReference, string registryReference) =>
        Runner<DockerImageTagSettings>(context).Run("tag", settings, [imageReference, registryReference]);

    private static GenericDockerRunner<TSettings> Runner<TSettings>(ICakeContext context)
        where TSettings : AutoToolSettings, new()
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools);
    }
}
