namespace OpenLinux.Oci;

/// <summary>Image indexes (image-index.md): one image for several platforms, and the entry point of a layout.</summary>
internal static class OciIndex
{
    private const int SchemaVersion = 2;

    public static OciDocument Of(IEnumerable<OciDescriptor> manifests, IReadOnlyDictionary<string, string> annotations) => new(
        MediaTypes.Index,
        OciJson.Write(json =>
        {
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("mediaType", MediaTypes.Index);
            json.WriteStartArray("manifests");
            foreach (var manifest in manifests)
            {
                json.WriteDescriptor(manifest);
            }

            json.WriteEndArray();
            json.WriteMap("annotations", annotations);
        }));
}
