using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Oci;

/// <summary>Image manifests (manifest.md).</summary>
internal static class OciManifest
{
    private const int SchemaVersion = 2;

    public static OciDocument Of(OciDocument config, IReadOnlyList<OciLayer> layers, IReadOnlyDictionary<string, string> annotations) => new(
        MediaTypes.Manifest,
        OciJson.Object(json =>
        {
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("mediaType", MediaTypes.Manifest);
            json.WritePropertyName("config");
            json.WriteDescriptor(config.Descriptor);
            json.WriteStartArray("layers");
            foreach (var layer in layers)
            {
                json.WriteDescriptor(layer.Descriptor);
            }

            json.WriteEndArray();
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
