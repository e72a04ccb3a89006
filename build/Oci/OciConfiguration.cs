using System.Text.Json;

namespace OpenLinux.Oci;

/// <summary>An image's configuration (config.md). Its digest is the image ID.</summary>
internal static class OciConfiguration
{
    private const string Author = "OpenLinux Build";

    public static OciDocument Of(ImageIntent intent, IReadOnlyList<OciLayer> layers, BuildStamp stamp) => new(
        MediaTypes.Config,
        OciJson.Write(json =>
        {
            json.WriteString("created", stamp.CreatedRfc3339);
            json.WritePlatform(OciPlatform.Parse(intent.Platform));
            WriteConfig(json, intent.Config);
            json.WriteStartObject("rootfs");
            json.WriteString("type", "layers");
            json.WriteTexts("diff_ids", [.. layers.Select(layer => layer.DiffId.ToString())]);
            json.WriteEndObject();
            WriteHistory(json, intent.Config, layers, stamp);
        }));

    private static void WriteConfig(Utf8JsonWriter json, ImageConfig config)
    {
        json.WriteStartObject("config");
        if (config.User.Length > 0)
        {
            json.WriteString("User", config.User);
        }

        json.WriteTexts("Env", [.. config.Env.OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => $"{variable.Key}={variable.Value}")]);
        json.WriteTexts("Entrypoint", config.Entrypoint);
        json.WriteTexts("Cmd", config.Cmd);
        if (config.Workdir.Length > 0)
        {
            json.WriteString("WorkingDir", config.Workdir);
        }

        json.WriteMap("Labels", config.Labels);
        json.WriteEndObject();
    }

    /// <summary>An entry for each layer, then one for each instruction that makes none, as a Dockerfile's build would leave it.</summary>
    private static void WriteHistory(Utf8JsonWriter json, ImageConfig config, IReadOnlyList<OciLayer> layers, BuildStamp stamp)
    {
        json.WriteStartArray("history");
        foreach (var layer in layers)
        {
            WriteEntry(json, layer.Description, isEmpty: false, stamp);
        }

        foreach (var instruction in ImageInstructions.Of(config))
        {
            WriteEntry(json, instruction, isEmpty: true, stamp);
        }

        json.WriteEndArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, string createdBy, bool isEmpty, BuildStamp stamp)
    {
        json.WriteStartObject();
        json.WriteString("created", stamp.CreatedRfc3339);
        json.WriteString("created_by", createdBy);
        json.WriteString("author", Author);
        if (isEmpty)
        {
            json.WriteBoolean("empty_layer", true);
        }

        json.WriteEndObject();
    }
}
