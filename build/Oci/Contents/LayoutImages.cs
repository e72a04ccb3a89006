using System.Text.Json;
using OpenLinux.Archives;
using OpenLinux.Oci.Json;
using OpenLinux.Oci.Layout;

namespace OpenLinux.Oci.Contents;

/// <summary>The images of an OCI image layout (OCI image specification 1.1, image-layout.md, image-index.md, manifest.md).</summary>
internal static class LayoutImages
{
    /// <summary>Docker marks what is no image by this platform, its attestations for instance.</summary>
    private const string NoPlatform = "unknown/unknown";

    /// <summary>As Docker's own image manifests version 2, schema 2, call an index.</summary>
    private const string ManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <returns>Each image once, however often indexes name it. Artifacts, such as an image's papers, are none.</returns>
    /// <exception cref="ArchiveException">A document is missing or damaged.</exception>
    public static IReadOnlyList<ImageCandidate> Of(IImageStore store)
    {
        List<ImageCandidate> candidates = [];
        HashSet<string> seen = [];
        var indexes = new Queue<byte[]>([store.ReadDocument(OciLayout.IndexName)]);
        while (indexes.TryDequeue(out var index))
        {
            foreach (var descriptor in JsonElement.Parse(index).GetProperty("manifests").EnumerateArray())
            {
                if (descriptor.Member("artifactType") is not null || !seen.Add(StoredDocuments.PathOf(descriptor)))
                {
                    continue;
                }

                if (descriptor.Text("mediaType") is MediaTypes.Index or ManifestList)
                {
                    indexes.Enqueue(store.ReadBlob(descriptor));
                }
                else if (CandidateOf(store, descriptor) is { Platform: not NoPlatform } candidate)
                {
                    candidates.Add(candidate);
                }
            }
        }

        return candidates;
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
