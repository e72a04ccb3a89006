using System.Text.Json;
using OpenLinux.Oci.Json;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Oci.Contents;

/// <summary>Reads an image's configuration (OCI image specification 1.1, config.md; moby, "Docker Image Specification").</summary>
internal static class ConfigReader
{
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A member is not of the type that the specification gives it.</exception>
    /// <exception cref="FormatException">A diff_id is no digest.</exception>
    public static ImageFields Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var image = document.RootElement;
        var table = new FieldTable();
        table.AddText(ImageFields.Created, image.Text(ImageFields.Created));
        table.AddText("author", image.Text("author"));
        if (image.Member("config") is { } config)
        {
            AddConfig(table, config);
        }

        return new ImageFields(PlatformOf(image), [.. (image.Member("rootfs")?.Texts("diff_ids") ?? []).Select(OciDigest.Parse)], table.Values);
    }

    /// <param name="element">A configuration, or a descriptor's "platform".</param>
    public static string PlatformOf(JsonElement element)
    {
        var variant = element.Text("variant");
        return $"{element.Text("os")}/{element.Text("architecture")}{(variant.Length > 0 ? $"/{variant}" : "")}";
    }

    private static void AddConfig(FieldTable table, JsonElement config)
    {
        table.AddMap("Env", config.Variables("Env"));
        foreach (var name in (ReadOnlySpan<string>)["Entrypoint", "Cmd", "Shell", "OnBuild"])
        {
            table.AddList(name, config.Texts(name));
        }

        foreach (var name in (ReadOnlySpan<string>)["Labels", "ExposedPorts", "Volumes", "Healthcheck"])
        {
            table.AddMap(name, config.Map(name));
        }

        table.AddText("User", config.Text("User"));
        table.AddText("StopSignal", config.Text("StopSignal"));
        table.AddWorkdir(config.Text("WorkingDir"));
    }
}
