using System.Text;
using OpenLinux.Engine.Content;

namespace OpenLinux.Oci;

/// <summary>A document about an image, as a manifest that refers to it (manifest.md, "Guidelines for Artifact Usage"; <c>subject</c>).</summary>
public static class OciArtifact
{
    private const int SchemaVersion = 2;
    private const string Title = "org.opencontainers.image.title";

    /// <summary>The configuration of what has none.</summary>
    public static OciDocument EmptyConfig { get; } = new(MediaTypes.Empty, Encoding.UTF8.GetBytes("{}"));

    /// <param name="type">What it is: the media type of the document serves.</param>
    /// <param name="content">The document.</param>
    /// <param name="fileName">What tools call it when they fetch it.</param>
    /// <param name="subject">The image's manifest, or its index.</param>
    public static OciDocument Of(string type, Digest content, string fileName, OciDescriptor subject) => new(
        MediaTypes.Manifest,
        OciJson.Object(json =>
        {
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("mediaType", MediaTypes.Manifest);
            json.WriteString("artifactType", type);
            json.WritePropertyName("config");
            json.WriteDescriptor(EmptyConfig.Descriptor);
            json.WriteStartArray("layers");
            json.WriteDescriptor(new OciDescriptor(type, content) { Annotations = new Dictionary<string, string> { [Title] = fileName } });
            json.WriteEndArray();
            json.WritePropertyName("subject");
            json.WriteDescriptor(new OciDescriptor(subject.MediaType, subject.Content));
        }));
}
