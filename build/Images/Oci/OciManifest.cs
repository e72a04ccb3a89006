namespace OpenLinux.Images.Oci;

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
