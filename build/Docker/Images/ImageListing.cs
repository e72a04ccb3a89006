using OpenLinux.Common.Errors;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Docker.Images;

/// <summary>Whether the daemon lists the image under each of its names.</summary>
public static class ImageListing
{
    /// <exception cref="BuildException">It is not listed, or another image has the name (<c>OL503</c>).</exception>
    public static void Require(DaemonImages daemon, OciDigest id, ImageIntent intent)
    {
        foreach (var reference in daemon.References)
        {
            var image = daemon.Find(reference);
            if (image?.Id != id)
            {
                throw Missing(reference.ToString());
            }

            ImageComparison.Require(intent, image, reference.ToString());
        }
    }

    public static BuildException Missing(string reference) => new(
        DockerErrors.ImageNotListed,
        reference,
        "docker image inspect does not find the image that was just made; another process removed or retagged it.",
        "Run the build again: it imports from the cached tarball. docker events tells who removes images.");
}
