using System.Text.Json;
using OpenLinux.Images.Archives;

namespace OpenLinux.Images.Contents;

/// <summary>The images of an OCI image layout (OCI image specification 1.1, image-layout.md, image-index.md, manifest.md).</summary>
internal static class LayoutImages
{
    /// <summary>The file that makes a folder or archive a layout.</summary>
    public const string MarkerName = "oci-layout";

    private const string IndexName = "index.json";

    /// <summary>Docker marks what is no image by this platform, its attestations for instance.</summary>
    private const string NoPlatform = "unknown/unknown";

    private static readonly string[] IndexTypes =
        ["application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json"];

    /// <exception cref="ArchiveException">A document is missing or damaged.</exception>
    public static IReadOnlyList<ImageCandidate> Of(IImageStore store)
    {
        var candidates = new Dictionary<string, ImageCandidate>(StringComparer.Ordinal);
        var indexes = new Queue<byte[]>([store.ReadDocument(IndexName)]);
        while (indexes.TryDequeue(out var index))
        {
            foreach (var descriptor in JsonElement.Parse(index).GetProperty("manifests").EnumerateArray())
            {
                if (IndexTypes.Contains(descriptor.Text("mediaType")))
                {
                    indexes.Enqueue(store.ReadBlob(descriptor));
                }
                else if (CandidateOf(store, descriptor) is { Platform: not NoPlatform } candidate)
                {
                    candidates.TryAdd(StoredDocuments.PathOf(descriptor), candidate);
                }
            }
        }

        return [.. candidates.Values];
    }

    private static ImageCandidate CandidateOf(IImageStore store, JsonElement descriptor)
    {
        var image = new Lazy<StoredImage>(() => ImageOf(store, JsonElement.Parse(store.ReadBlob(descriptor))));
        return new ImageCandidate(
            descriptor.Member("platform") is { } platform ? ConfigReader.PlatformOf(platform) : image.Value.Config.Platform,
            () => image.Value);
    }

    private static StoredImage ImageOf(IImageStore store, JsonElement manifest) => StoredImage.Of(
        store.ReadBlob(manifest.GetProperty("config")),
        [.. manifest.GetProperty("layers").EnumerateArray().Select(StoredDocuments.PathOf)]);
}
