using OpenLinux.Engine.Content;
using OpenLinux.Oci;

namespace OpenLinux.Registry.Content;

/// <summary>A JSON document with everything it refers to, ready to be pushed as it is (OCI Distribution Specification 1.1, "Definitions").</summary>
/// <param name="mediaType">The <c>mediaType</c> that the document itself declares; see <see cref="MediaTypes"/>.</param>
/// <param name="content">The document, byte for byte.</param>
/// <param name="blobs">What its <c>config</c> and <c>layers</c> name.</param>
/// <param name="children">What its <c>manifests</c> name, where it is an index.</param>
public sealed class Manifest(string mediaType, ReadOnlyMemory<byte> content, IReadOnlyList<Blob> blobs, IReadOnlyList<Manifest> children)
{
    public string MediaType { get; } = mediaType;

    public ReadOnlyMemory<byte> Content { get; } = content;

    public IReadOnlyList<Blob> Blobs { get; } = blobs;

    public IReadOnlyList<Manifest> Children { get; } = children;

    public Digest Digest { get; } = Digest.Of(content.Span);

    public static Manifest OfImage(ReadOnlyMemory<byte> content, IReadOnlyList<Blob> blobs) =>
        new(MediaTypes.Manifest, content, blobs, []);

    public static Manifest OfIndex(ReadOnlyMemory<byte> content, IReadOnlyList<Manifest> children) =>
        new(MediaTypes.Index, content, [], children);
}
