using System.Text.Json;
using OpenLinux.Common.Errors;
using OpenLinux.Oci;
using OpenLinux.Oci.Json;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Registry.Content;

/// <summary>The members of a manifest that a push must understand (OCI Image Specification, "Image Manifest" and "Image Index").</summary>
/// <param name="References">The digests of everything that must be in the repository before it.</param>
/// <param name="Subject">The digest of the manifest it is attached to, or null.</param>
/// <param name="ArtifactType">Its own, else its configuration's media type, as a list of referrers shows it; null where it has neither.</param>
internal sealed record ManifestHead(
    IReadOnlyList<OciDigest> References, OciDigest? Subject, string? ArtifactType, IReadOnlyDictionary<string, string> Annotations)
{
    /// <exception cref="BuildException"><c>OL613</c>: the content is not a manifest.</exception>
    public static ManifestHead Of(OciDocument manifest)
    {
        try
        {
            using var document = JsonDocument.Parse(manifest.Content);
            return Of(document.RootElement);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw new BuildException(
                RegistryErrors.ContentIncomplete, manifest.Descriptor.Digest.ToString(), $"not a manifest: {malformed.Message}", "report it: this build wrote it", malformed);
        }
    }

    private static ManifestHead Of(JsonElement root)
    {
        var config = root.Member("config");
        IEnumerable<JsonElement> descriptors = [.. config is { } found ? [found] : Array.Empty<JsonElement>(), .. root.Items("layers"), .. root.Items("manifests")];
        return new ManifestHead(
            [.. descriptors.Select(descriptor => DigestOf(descriptor) ?? throw new JsonException("a descriptor has no digest"))],
            root.Member("subject") is { } subject ? DigestOf(subject) : null,
            root.TextOrNull("artifactType") is { Length: > 0 } type ? type : config?.TextOrNull("mediaType"),
            root.Map("annotations"));
    }

    private static OciDigest? DigestOf(JsonElement descriptor) =>
        OciDigest.TryParse(descriptor.TextOrNull("digest"), out var digest) ? digest : null;
}
