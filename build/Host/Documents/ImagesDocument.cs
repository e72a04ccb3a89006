using System.Text.Json;
using OpenLinux.Docker;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Host.Documents;

/// <summary>What <c>images --json</c> prints. The names of members are a promise (docs/command-line.md).</summary>
internal static class ImagesDocument
{
    /// <param name="images">As they are listed, and as the daemon knows them; null for one that went meanwhile.</param>
    public static void Write(Utf8JsonWriter json, ImageReference repository, IEnumerable<(DockerImageRow Row, DockerImage? Image)> images)
    {
        json.WriteString("repository", repository.ToString());
        json.WriteObjects("images", images.Where(image => image.Image is not null), image =>
        {
            json.WriteString("reference", image.Row.Reference);
            json.WriteString("id", image.Row.Id.ToString());
            json.WriteString("os", image.Image!.Os);
            json.WriteString("architecture", image.Image.Architecture);
            json.WriteNumber("size_bytes", image.Image.SizeBytes);
            json.WriteString("created", image.Row.Created);
        });
    }
}
