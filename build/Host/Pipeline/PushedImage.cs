using OpenLinux.Oci;
using OpenLinux.Oci.Layout;
using OpenLinux.Papers.Publication;
using OpenLinux.Registry.Content;

namespace OpenLinux.Host.Pipeline;

/// <summary>Our images in the registry room's terms. Blobs are read from the layouts on disk.</summary>
internal static class PushedImage
{
    public static Manifest Of(OciOutput output) => Manifest.OfImage(
        output.Image.Manifest.Content,
        [
            Blob.OfBytes(output.Image.Config.Content),
            .. output.Image.Layers.Select(layer => Blob.OfFile(
                Path.Combine(output.LayoutPath, OciLayout.PathOf(layer.Descriptor)), layer.Content)),
        ]);

    /// <summary>A paper as what refers to an image.</summary>
    public static Manifest Of(Paper paper, OciDescriptor subject) => Manifest.OfImage(
        OciArtifact.Of(paper.Kind.MediaType, paper.Content, paper.FileName, subject).Content,
        [Blob.OfBytes(OciArtifact.EmptyConfig.Content), Blob.OfFile(paper.Path, paper.Content)]);

    public static Manifest Of(OciImageIndex index, IEnumerable<OciOutput> outputs) =>
        Manifest.OfIndex(index.Index.Content, [.. outputs.Select(Of)]);
}
