using OpenLinux.Engine.Content;

namespace OpenLinux.Images.Oci;

/// <summary>A JSON document of an image, byte for byte as it is stored and pushed: its digest is its name.</summary>
public sealed record OciDocument(string MediaType, ReadOnlyMemory<byte> Content)
{
    public OciDescriptor Descriptor { get; } = new(MediaType, Digest.Of(Content.Span));
}
