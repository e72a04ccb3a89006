using OpenLinux.Oci.Naming;

namespace OpenLinux.Docker.Images;

/// <summary>What the daemon has under our references, asked once for everything that wants to know.</summary>
public sealed class DaemonImages(IDockerClient client, IReadOnlyList<ImageReference> references)
{
    private IReadOnlyList<DockerImage>? known;

    public IReadOnlyList<ImageReference> References => references;

    /// <summary>Asks again next time: something was imported or tagged.</summary>
    public void Forget() => known = null;

    public DockerImage? ById(OciDigest id) =>
        Known.FirstOrDefault(image => image.Id == id)
        ?? (client.Find(id));

    public bool PointsTo(ImageReference reference, OciDigest id) => Find(reference)?.Id == id;

    public DockerImage? Find(ImageReference reference) => Known.FirstOrDefault(image => image.References.Contains(reference.Familiar));

    private IReadOnlyList<DockerImage> Known => known ??= client.Inspect([.. references.Select(reference => reference.ToString())]);
}
