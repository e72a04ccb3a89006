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
    /// <param name="id">The imported image.</param>
    public static bool IsRight(IDockerClient docker, string id, string platform) =>
        platform.Length == 0
        || (docker.Inspect([id]) is [var image] && $"{platform}/".StartsWith($"{image.Os}/{image.Architecture}/", StringComparison.Ordinal));

    /// <returns>The corrected image's ID; the reference, where there is one, is now its.</returns>
    public static string Correct(ICakeContext context, IDockerClient docker, string id, DockerImport import, Func<string, ClientCall> newCall)
    {
        var name = import.Reference ?? id;
        using var saved = new TemporaryFile("saved.tar");
        using var stamped = new TemporaryFile("stamped.tar");
        var save = newCall($"docker save {name}");
        context.DockerSave(save.Listen(new DockerImageSaveSettings { Output = saved.Path }), name);
        save.ThrowOnFailure();
        docker.Remove(name);
        var corrected = DockerArchive.CopyWithPlatform(saved.Path, stamped.Path, import.Platform);
        docker.Load(stamped.Path);
        return corrected;
    }
}
