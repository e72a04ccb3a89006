using System.Text.Json;
using OpenLinux.Images.Contents;
using OpenLinux.Images.Docker;

namespace OpenLinux.Host.Docker;

/// <summary>Reads the Engine API's <c>ImageInspect</c> and the client's rows of <c>docker image ls</c>, one JSON object a line.</summary>
internal static class ImageJson
{
    public static DockerImage ParseInspection(string json)
    {
        using var document = JsonDocument.Parse(json);
        var image = document.RootElement;
        var config = image.Member("Config") ?? default;
        return new DockerImage(
            image.Text("Id"),
            image.Texts("RepoTags"),
            image.Text("Os"),
            image.Text("Architecture"),
            image.Member("RootFS")?.Texts("Layers") ?? [],
            new DockerImageConfig(
                config.Texts("Entrypoint"),
                config.Texts("Cmd"),
                config.Variables("Env"),
                config.Map("Labels"),
                config.Text("User"),
                config.Text("WorkingDir")),
            image.Member("Size")?.GetInt64() ?? 0);
    }

    public static DockerImageRow ParseRow(string json)
    {
        using var document = JsonDocument.Parse(json);
        var row = document.RootElement;
        return new DockerImageRow($"{row.Text("Repository")}:{row.Text("Tag")}", row.Text("ID"), row.Text("CreatedSince"), row.Text("Size"));
    }
}
