using System.Text;
using OpenLinux.Engine.Content;

namespace OpenLinux.Oci;

/// <summary>A document about an image, as a manifest that refers to it (manifest.md, "Guidelines for Artifact Usage"; <c>subject</c>).</summary>
public static class OciArtifact
{
    private const string Title = "org.opencontainers.image.title";

    /// <summary>The configuration of what has none.</summary>
    public static OciDocument EmptyConfig { get; } = new(MediaTypes.Empty, Encoding.UTF8.GetBytes("{}"));

    /// <param name="type">What it is: the media type of the document serves.</param>
    /// <param name="content">The document.</param>
    /// <param name="fileName">What tools call it when they fetch it.</param>
    /// <param name="subject">The image's manifest, or its index.</param>
    public static OciDocument Of(string type, Digest content, string fileName, OciDescriptor subject) => OciManifest.Of(
        EmptyConfig.Descriptor,
        [new OciDescriptor(type, content) { Annotations = new Dictionary<string, string> { [Title] = fileName } }],
        new Dictionary<string, string>(),
        type,
        subject);

    /// <param name="annotations">What lists of referrers tell of it.</param>
    /// <inheritdoc cref="Of(string, Digest, string, OciDescriptor)"/>
    public static OciDocument Of(string type, Digest content, OciDescriptor subject, IReadOnlyDictionary<string, string> annotations) => OciManifest.Of(
        EmptyConfig.Descriptor, [new OciDescriptor(type, content)], annotations, type, subject);
}
