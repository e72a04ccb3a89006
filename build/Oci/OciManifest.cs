using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Oci;

/// <summary>Image manifests (manifest.md).</summary>
internal static class OciManifest
{
    private const int SchemaVersion = 2;

    /// <param name="artifactType">What it is, where it is no image; else null.</param>
    /// <param name="subject">What it refers to; else null.</param>
    public static OciDocument Of(
        OciDescriptor config,
        IEnumerable<OciDescriptor> layers,
        IReadOnlyDictionary<string, string> annotations,
        string? artifactType = null,
        OciDescriptor? subject = null) => new(
        MediaTypes.Manifest,
        OciJson.Write(json =>
        {
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("mediaType", MediaTypes.Manifest);
            if (artifactType is not null)
            {
                json.WriteString("artifactType", artifactType);
            }

            json.WritePropertyName("config");
            json.WriteDescriptor(config);
            json.WriteStartArray("layers");
            foreach (var layer in layers)
            {
                json.WriteDescriptor(layer);
            }

            json.WriteEndArray();
            if (subject is not null)
            {
                json.WritePropertyName("subject");
                json.WriteDescriptor(new OciDescriptor(subject.MediaType, subject.Content));
            }

            json.WriteMap("annotations", annotations);
        }));
}

/// <summary>One layer of an image (layer.md).</summary>
/// <param name="Content">The compressed tar.</param>
/// <param name="DiffId">Of the tar itself, which the image ID depends on; its compression does not matter there.</param>
/// <param name="Description">What it holds, for the image's history.</param>
public sealed record OciLayer(string MediaType, Digest Content, OciDigest DiffId, string Description)
{
    public OciDescriptor Descriptor => new(MediaType, Content);
}
