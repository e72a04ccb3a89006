using OpenLinux.Oci;
using OpenLinux.Oci.Layout;
using OpenLinux.Papers.Publication;
using OpenLinux.Registry.Content;

namespace OpenLinux.Host.Pipeline;

/// <summary>Our images with what they refer to. Blobs are read from the layouts on disk.</summary>
internal static class PushedImage
{
    public static PushedManifest Of(OciOutput output) => PushedManifest.OfImage(
        output.Image.Manifest,
        [
            Blob.OfBytes(output.Image.Config.Content),
            .. output.Image.Layers.Select(layer => Blob.OfFile(
                Path.Combine(output.LayoutPath, OciLayout.PathOf(layer.Descriptor)), layer.Content)),
        ]);

    /// <summary>A paper as what refers to an image.</summary>
    public static PushedManifest Of(Paper paper, OciDescriptor subject) => PushedManifest.OfImage(
        OciArtifact.Of(paper.Kind.MediaType, paper.Content, paper.FileName, subject),
        [Blob.OfBytes(OciArtifact.EmptyConfig.Content), Blob.OfFile(paper.Path, paper.Content)]);

    public static PushedManifest Of(OciImageIndex index, IEnumerable<OciOutput> outputs) =>
        PushedManifest.OfIndex(index.Index, [.. outputs.Select(Of)]);
}
