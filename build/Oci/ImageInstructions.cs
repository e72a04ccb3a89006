using System.Text;
using System.Text.Json;

namespace OpenLinux.Oci;

/// <summary>An image's configuration as Dockerfile instructions (Dockerfile reference), for <c>docker import --change</c> and for a Dockerfile.</summary>
public static class ImageInstructions
{
    public static IReadOnlyList<string> Of(ImageConfig config)
    {
        var instructions = new List<string>();
        instructions.AddRange(config.Env.OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => $"ENV {variable.Key}={Quoted(variable.Value)}"));
        instructions.AddRange(config.Labels.OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => $"LABEL {Quoted(label.Key)}={Quoted(label.Value)}"));
        if (config.Workdir.Length > 0)
        {
            instructions.Add($"WORKDIR {Quoted(config.Workdir)}");
        }

        if (config.User.Length > 0)
        {
            instructions.Add($"USER {config.User}");
        }

        // ENTRYPOINT first: in a Dockerfile it resets a CMD that stands before it.
        instructions.Add($"ENTRYPOINT {JsonArray(config.Entrypoint)}");
        instructions.Add($"CMD {JsonArray(config.Cmd)}");
        return instructions;
    }

    /// <summary>Dockerfile quoting: a dollar sign would be a variable, a backslash an escape.</summary>
    private static string Quoted(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in value)
        {
            if (character is '"' or '\\' or '$')
            {
                quoted.Append('\\');
            }

            quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }

    internal static string JsonArray(IReadOnlyList<string> words)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var word in words)
            {
                json.WriteStringValue(word);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
