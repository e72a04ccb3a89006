using Cake.Core;
using Cake.Docker;
using OpenLinux.Images.Docker;

namespace OpenLinux.Host.Docker;

/// <summary>
/// Until Docker 23 the daemon puts its own architecture into what it imports, whatever <c>--platform</c> says (moby #42813).
/// Then the image is saved, its configuration corrected and loaded again: the layer keeps its digest, and the image the right platform.
/// </summary>
internal static class ImportedPlatform
{
    public static bool IsRight(IDockerClient docker, DockerImport import) =>
        import.Platform.Length == 0
        || (docker.Inspect([import.Reference]) is [var image]
            && $"{import.Platform}/".StartsWith($"{image.Os}/{image.Architecture}/", StringComparison.Ordinal));

    /// <returns>The corrected image's ID.</returns>
    public static string Correct(ICakeContext context, IDockerClient docker, DockerImport import, Func<string, ClientCall> newCall)
    {
        using var saved = new TemporaryFile("saved.tar");
        using var stamped = new TemporaryFile("stamped.tar");
        var save = newCall($"docker save {import.Reference}");
        context.DockerSave(save.Listen(new DockerImageSaveSettings { Output = saved.Path }), import.Reference);
        save.ThrowOnFailure();
        docker.Remove(import.Reference);
        DockerArchive.CopyWithPlatform(saved.Path, stamped.Path, import.Platform);
        var load = newCall($"docker load --input {stamped.Path}");
        context.DockerLoad(load.Listen(new DockerImageLoadSettings { Input = stamped.Path }, stdoutAsWell: true));
        load.ThrowOnFailure();
        return docker.Inspect([import.Reference])[0].Id;
    }
}
