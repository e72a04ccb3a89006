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
    private const string LoadedUntagged = "Loaded image ID: ";

    /// <param name="image">The image's ID.</param>
    public static bool IsRight(IDockerClient docker, string image, string platform) =>
        platform.Length == 0
        || (docker.Inspect([image]) is [var found]
            && $"{platform}/".StartsWith($"{found.Os}/{found.Architecture}/", StringComparison.Ordinal));

    /// <param name="name">The image's reference, or its ID where it has none.</param>
    /// <returns>The corrected image's ID; its reference is the same.</returns>
    public static string Correct(ICakeContext context, IDockerClient docker, string name, string platform, Func<string, ClientCall> newCall)
    {
        using var saved = new TemporaryFile("saved.tar");
        using var stamped = new TemporaryFile("stamped.tar");
        var save = newCall($"docker save {name}");
        context.DockerSave(save.Listen(new DockerImageSaveSettings { Output = saved.Path }), name);
        save.ThrowOnFailure();
        docker.Remove(name);
        DockerArchive.CopyWithPlatform(saved.Path, stamped.Path, platform);
        var load = newCall($"docker load --input {stamped.Path}");
        context.DockerLoad(load.Listen(new DockerImageLoadSettings { Input = stamped.Path }, stdoutAsWell: true));
        load.ThrowOnFailure();
        return load.Stdout.Split('\n').FirstOrDefault(line => line.StartsWith(LoadedUntagged, StringComparison.Ordinal)) is { } untagged
            ? untagged[LoadedUntagged.Length..].Trim()
            : docker.Inspect([name])[0].Id;
    }
}
