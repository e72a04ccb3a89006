using OpenLinux.Common.Files;
using OpenLinux.Oci.Contents;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Docker.Images;

/// <summary>What an image of the daemon comes to, by way of <c>docker save</c>.</summary>
public static class DaemonContents
{
    /// <param name="id">Its ID; a repository's name would save every tag of it.</param>
    /// <param name="name">What to call it.</param>
    public static ImageContents Read(IDockerClient client, OciDigest id, string name, string platform, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var archive = folder.PathOf("image.tar");
        client.Save(id.ToString(), archive);
        return new ImageContentsReader().Read(archive, platform, name, cancellation);
    }
}
