using System.Text.Json;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Contents;
using OpenLinux.Oci.Json;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Docker.Client;

/// <summary>
/// Reads image IDs, the Engine API's <c>ImageInspect</c> and the client's rows of <c>docker image ls</c>, one JSON object a line.
/// All throw <see cref="FormatException"/>, <see cref="JsonException"/> or <see cref="InvalidOperationException"/> at anything else.
/// </summary>
internal static class ImageJson
{
    public static OciDigest ParseId(string text) =>
        OciDigest.TryParse(text.Trim(), out var id) ? id : throw new FormatException($"\"{text}\" is no image ID");

    public static DockerImage ParseInspection(string json)
    {
        using var document = JsonDocument.Parse(json);
        var image = document.RootElement;
        var config = image.Member("Config") ?? default;
        return new DockerImage(
            ParseId(image.Text("Id")),
            image.Texts("RepoTags"),
            image.Text("Os"),
            image.Text("Architecture"),
            [.. (image.Member("RootFS")?.Texts("Layers") ?? []).Select(OciDigest.Parse)],
            new ImageConfig(
                config.Texts("Entrypoint"),
                config.Texts("Cmd"),
                config.Variables("Env"),
                config.Map("Labels"),
                config.Text("User"),
                config.Text("WorkingDir")),
            image.Member("Size")?.GetInt64() ?? 0)
        {
            Digests = image.Texts("RepoDigests"),
        };
    }

    public static DockerImageRow ParseRow(string json)
    {
        using var document = JsonDocument.Parse(json);
        var row = document.RootElement;
        return new DockerImageRow($"{row.Text("Repository")}:{row.Text("Tag")}", ParseId(row.Text("ID")), row.Text("CreatedSince"), row.Text("Size"));
    }
}
