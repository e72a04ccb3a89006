using OpenLinux.Engine.Content;

namespace OpenLinux.Images.Oci;

/// <summary>One layer of an image (layer.md).</summary>
/// <param name="Content">The compressed tar.</param>
/// <param name="DiffId">"sha256:…" of the tar itself, which the image ID depends on; its compression does not matter there.</param>
/// <param name="Description">What it holds, for the image's history.</param>
public sealed record OciLayer(string MediaType, Digest Content, string DiffId, string Description)
{
    public OciDescriptor Descriptor => new(MediaType, Content);
}
