using OpenLinux.Engine.Storage;
using OpenLinux.Images.Docker;

namespace OpenLinux.Host.Docker;

/// <summary>
/// Until Docker 23 the daemon puts its own architecture into what it imports, whatever <c>--platform</c> says (moby #42813), and the
/// classic builder refuses to finish an image from scratch for another one. Then the image is saved, its configuration corrected
/// and loaded again: the layer keeps its digest, and the image has the right platform.
/// </summary>
internal static class StoredPlatform
{
    /// <param name="id">The image that the daemon made.</param>
    /// <param name="reference">Its name, or null.</param>
    /// <param name="platform">As in <c>linux/arm64</c>; "" for whatever it is.</param>
    /// <returns>The ID of the image for the platform, which the reference names now; the same where it was right.</returns>
    public static string Correct(IDockerClient docker, string id, string? reference, string platform)
    {
        if (IsRight(docker, id, platform))
        {
            return id;
        }

        var name = reference ?? id;
        using var folder = new TemporaryFolder();
        var (saved, stamped) = (folder.PathOf("saved.tar"), folder.PathOf("stamped.tar"));
        docker.Save(name, saved);
        docker.Remove(name);
        var corrected = DockerArchive.CopyWithPlatform(saved, stamped, platform);
        docker.Load(stamped);
        return corrected;
    }

    private static bool IsRight(IDockerClient docker, string id, string platform) =>
        platform.Length == 0
        || (docker.Inspect([id]) is [var image] && $"{platform}/".StartsWith($"{image.Os}/{image.Architecture}/", StringComparison.Ordinal));
}
