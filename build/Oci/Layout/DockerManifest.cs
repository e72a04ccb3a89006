using System.Text;
using System.Text.Json;

namespace OpenLinux.Oci.Layout;

/// <summary><c>manifest.json</c>, by which <c>docker load</c> and <c>podman load</c> find images in an archive (moby, image/tarexport).</summary>
internal static class DockerManifest
{
    public const string FileName = "manifest.json";

    public static byte[] Of(IEnumerable<OciImage> images)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var image in images)
            {
                json.WriteStartObject();
                json.WriteString("Config", OciLayout.PathOf(image.Config.Descriptor));
                json.WriteTexts("RepoTags", [.. image.References.Select(reference => reference.ToString())]);
                json.WriteTexts("Layers", [.. image.Layers.Select(layer => OciLayout.PathOf(layer.Descriptor))]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.ToArray();
    }
}
