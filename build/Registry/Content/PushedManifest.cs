using OpenLinux.Engine.Content;
using OpenLinux.Oci;

namespace OpenLinux.Registry.Content;

/// <summary>A document of an image with everything it refers to, ready to be pushed as it is (OCI Distribution Specification 1.1, "Definitions").</summary>
/// <param name="Document">The manifest or index.</param>
/// <param name="Blobs">What its <c>config</c> and <c>layers</c> name.</param>
/// <param name="Children">What its <c>manifests</c> name, where it is an index.</param>
public sealed record PushedManifest(OciDocument Document, IReadOnlyList<Blob> Blobs, IReadOnlyList<PushedManifest> Children)
{
    public Digest Digest => Document.Descriptor.Content;

    public static PushedManifest OfImage(OciDocument document, IReadOnlyList<Blob> blobs) => new(document, blobs, []);

    public static PushedManifest OfIndex(OciDocument document, IReadOnlyList<PushedManifest> children) => new(document, [], children);
}
