using OpenLinux.Common.Errors;
using OpenLinux.Oci.Contents;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Docker.Images;

/// <summary>Docker packs the layer of a build itself, so its digest says nothing: each file is compared with the tarball's.</summary>
internal static class BuiltFiles
{
    private const int Told = 10;

    /// <exception cref="BuildException">They differ (<c>OL511</c>).</exception>
    public static void Require(IDockerClient client, OciDigest id, string tarball, string platform, CancellationToken cancellation)
    {
        var meant = new ImageContentsReader().Read(tarball, platform, cancellation: cancellation);
        var built = DaemonContents.Read(client, id, id.ToString(), platform, cancellation);
        var changes = ContentsDifference.Between(meant, built).Files;
        if (changes.Count == 0)
        {
            return;
        }

        throw new BuildException(
            DockerErrors.WrongLayer,
            $"{id}: files",
            string.Join('\n',
            [
                $"{changes.Count} {(changes.Count == 1 ? "path is" : "paths are")} not as in {Path.GetFileName(tarball)}:",
                .. changes.Take(Told).Select(change => $"{change.Path}: {change.Describe()}"),
                .. changes.Count > Told ? ["…"] : Array.Empty<string>(),
            ]),
            "Let the Dockerfile's first stage unpack the tarball and nothing else. Files belong into src/, a directory that WORKDIR makes into "
            + "rootfs.directories, and anything more into a second Dockerfile FROM this image.");
    }
}
