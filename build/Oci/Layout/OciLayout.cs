using System.Text;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Oci.Layout;

/// <summary>
/// An image layout (image-layout.md) that is a Docker archive as well: the blobs by digest, <c>index.json</c> for the one,
/// <c>manifest.json</c> for the other.
/// </summary>
public static class OciLayout
{
    /// <summary>The file that makes a folder or an archive a layout.</summary>
    internal const string MarkerName = "oci-layout";
    internal const string IndexName = "index.json";
    private const string ReferenceName = "org.opencontainers.image.ref.name";

    /// <summary>The whole name, registry included: containerd, and Docker on its store, find the image under no other.</summary>
    private const string ContainerdName = "io.containerd.image.name";

    private static readonly byte[] Marker = Encoding.UTF8.GetBytes("""{"imageLayoutVersion":"1.0.0"}""");

    public static string PathOf(OciDescriptor descriptor) => PathOf(descriptor.Digest);

    internal static string PathOf(OciDigest digest) => $"blobs/sha256/{digest.Hash}";

    /// <summary>The layout of one image, its small files put into the store.</summary>
    public static Task<FileTree> OfAsync(OciImage image, IContentStore store, CancellationToken cancellation) =>
        OfAsync(Named(image.Descriptor, image.References), [image], [], store, cancellation);

    /// <summary>The layout of an image for several platforms, its small files put into the store.</summary>
    public static Task<FileTree> OfAsync(OciImageIndex index, IContentStore store, CancellationToken cancellation) =>
        OfAsync(Named(index.Index.Descriptor, index.References), index.Images, [index.Index], store, cancellation);

    private static async Task<FileTree> OfAsync(
        OciDescriptor root, IReadOnlyList<OciImage> images, IEnumerable<OciDocument> documents, IContentStore store, CancellationToken cancellation)
    {
        var tree = FileTree.Empty;
        foreach (var document in documents.Concat(images.SelectMany(image => new[] { image.Manifest, image.Config })))
        {
            tree = tree.With(PathOf(document.Descriptor), new FileNode(await store.PutAsync(document.Content, cancellation)));
        }

        foreach (var layer in images.SelectMany(image => image.Layers))
        {
            tree = tree.With(PathOf(layer.Descriptor), new FileNode(layer.Content));
        }

        var index = OciIndex.Of([root], new Dictionary<string, string>());
        return tree
            .With(MarkerName, new FileNode(await store.PutAsync(Marker, cancellation)))
            .With(IndexName, new FileNode(await store.PutAsync(index.Content, cancellation)))
            .With(DockerManifest.FileName, new FileNode(await store.PutAsync(DockerManifest.Of(images), cancellation)));
    }

    /// <summary>One name alone: tools that are given none ask for an archive with one image.</summary>
    private static OciDescriptor Named(OciDescriptor descriptor, IReadOnlyList<ImageReference> references) => references.Count == 0
        ? descriptor
        : descriptor with
        {
            Annotations = new Dictionary<string, string>
            {
                [ReferenceName] = references[0].Tag!,
                [ContainerdName] = references[0].Qualified,
            },
        };
}
