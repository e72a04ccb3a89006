using System.Text.Json;
using OpenLinux.Images.Docker;

namespace OpenLinux.Host.Docker;

/// <summary>Reads the Engine API's <c>ImageInspect</c> and the client's rows of <c>docker image ls</c>, one JSON object a line.</summary>
internal static class ImageJson
{
    public static DockerImage ParseInspection(string json)
    {
        using var document = JsonDocument.Parse(json);
        var image = document.RootElement;
        var config = Member(image, "Config") ?? default;
        return new DockerImage(
            Text(image, "Id"),
            Texts(image, "RepoTags"),
            Text(image, "Os"),
            Text(image, "Architecture"),
            Member(image, "RootFS") is { } rootfs ? Texts(rootfs, "Layers") : [],
            new DockerImageConfig(
                Texts(config, "Entrypoint"),
                Texts(config, "Cmd"),
                Variables(Texts(config, "Env")),
                Map(config, "Labels"),
                Text(config, "User"),
                Text(config, "WorkingDir")),
            Member(image, "Size")?.GetInt64() ?? 0);
    }

    public static DockerImageRow ParseRow(string json)
    {
        using var document = JsonDocument.Parse(json);
        var row = document.RootElement;
        return new DockerImageRow($"{Text(row, "Repository")}:{Text(row, "Tag")}", Text(row, "ID"), Text(row, "CreatedSince"), Text(row, "Size"));
    }

    /// <summary>Go writes an empty list or map as null, or leaves it out.</summary>
    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    private static string Text(JsonElement element, string name) => Member(element, name)?.GetString() ?? "";

    private static List<string> Texts(JsonElement element, string name)
    {
        List<string> texts = [];
        if (Member(element, name) is { } array)
        {
            foreach (var item in array.EnumerateArray())
            {
                texts.Add(item.GetString() ?? "");
            }
        }

        return texts;
    }

    private static Dictionary<string, string> Map(JsonElement element, string name)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Member(element, name) is { } members)
        {
            foreach (var member in members.EnumerateObject())
            {
                map[member.Name] = member.Value.GetString() ?? "";
            }
        }

        return map;
    }

    private static Dictionary<string, string> Variables(List<string> assignments)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assignment in assignments)
        {
            var separator = assignment.IndexOf('=');
            variables[separator < 0 ? assignment : assignment[..separator]] = separator < 0 ? "" : assignment[(separator + 1)..];
        }

        return variables;
    }
}
