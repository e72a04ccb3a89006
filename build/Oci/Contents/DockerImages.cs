using System.Text.Json;
using OpenLinux.Archives;
using OpenLinux.Oci.Json;
using OpenLinux.Oci.Layout;

namespace OpenLinux.Oci.Contents;

/// <summary>The images of a Docker archive without an OCI index, as <c>docker save</c> writes it until 24 (moby, image/tarexport).</summary>
internal static class DockerImages
{
    /// <exception cref="ArchiveException">A document is missing or damaged.</exception>
    public static IReadOnlyList<ImageCandidate> Of(IImageStore store) =>
        [.. JsonElement.Parse(store.ReadDocument(DockerManifest.FileName)).EnumerateArray().Select(image => CandidateOf(store, image))];

    private static ImageCandidate CandidateOf(IImageStore store, JsonElement image)
    {
        var stored = StoredImage.Of(store.ReadDocument(image.Text("Config")), image.Texts("Layers"));
        return new ImageCandidate(stored.Config.Platform, () => stored);
    }
}
