using System.Text.Json;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Docker.Images;

/// <summary>
/// Until Docker 23 the daemon puts its own architecture into what it imports, whatever <c>--platform</c> says (moby #42813), and the
/// classic builder refuses to finish an image from scratch for another one. Then the image is saved, its configuration corrected
/// and loaded again: the layer keeps its digest, and the copy has the right platform.
/// </summary>
public static class StoredPlatform
{
    /// <param name="id">The image that the daemon made.</param>
    /// <param name="platform">As in <c>linux/arm64</c>.</param>
    /// <returns>The ID of the untagged copy for the platform.</returns>
    /// <exception cref="BuildException">What was saved is no image (<c>OL509</c>), or the client fails.</exception>
    public static OciDigest Copy(IDockerClient docker, OciDigest id, string platform)
    {
        using var folder = new TemporaryFolder();
        var (saved, stamped) = (folder.PathOf("saved.tar"), folder.PathOf("stamped.tar"));
        docker.Save(id.ToString(), saved);
        try
        {
            id = DockerArchive.CopyWithPlatform(saved, stamped, platform);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or JsonException or EndOfStreamException or InvalidOperationException)
        {
            throw DockerFailure.NotUnderstood($"docker save {id}", damaged.Message, damaged);
        }

        docker.Load(stamped);
        return id;
    }
}
