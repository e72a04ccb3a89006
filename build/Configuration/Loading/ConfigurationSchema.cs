using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenLinux.Configuration.Keys;

namespace OpenLinux.Configuration.Loading;

/// <summary>The JSON schema (draft-07, which TOML language servers read) of the files under <c>config/</c>, for editors to check and complete them.</summary>
public static class ConfigurationSchema
{
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="recipes">The kinds of files below <c>src/</c>, which belong to the same schema.</param>
    public static string Generate(params IReadOnlyList<ConfigurationFile> recipes)
    {
        IReadOnlyList<ConfigurationFile> files = [.. ConfigurationKeys.Files, .. recipes];
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            json.WriteString("title", "OpenLinux configuration");
            WriteReferences(json, files);
            json.WriteStartObject("definitions");
            foreach (var file in files)
            {
                json.WriteStartObject(file.Name);
                WriteSection(json, file.Table.Keys, "");
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteReferences(Utf8JsonWriter json, IReadOnlyList<ConfigurationFile> files)
    {
        json.WriteStartArray("anyOf");
        foreach (var file in files)
        {
            json.WriteStartObject();

            // '/' in a JSON pointer's part is written "~1" (RFC 6901).
            json.WriteString("$ref", $"#/definitions/{file.Name.Replace("/", "~1", StringComparison.Ordinal)}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSection(Utf8JsonWriter json, IReadOnlyList<ConfigurationKey> keys, string prefix)
    {
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        foreach (var group in keys.GroupBy(key => key.Path[prefix.Length..].Split('.')[0]))
        {
            json.WriteStartObject(group.Key);
            if (group.First() is var key && key.Path == prefix + group.Key)
            {
                WriteKey(json, key);
            }
            else
            {
                WriteSection(json, [.. group], $"{prefix}{group.Key}.");
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteRequired(json, keys, prefix);
    }

    private static void WriteRequired(Utf8JsonWriter json, IReadOnlyList<ConfigurationKey> keys, string prefix)
    {
        json.WriteStartArray("required");
        foreach (var name in keys.Where(key => key.IsRequired).Select(key => key.Path[prefix.Length..].Split('.')[0]).Distinct())
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    private static void WriteKey(Utf8JsonWriter json, ConfigurationKey key)
    {
        json.WriteString("description", key.Description);
        switch (key.Type)
        {
            case ConfigurationType.Text:
                WriteText(json, key);
                break;
            case ConfigurationType.Number or ConfigurationType.Mode:
                WriteNumber(json, key.Number);
                break;
            case ConfigurationType.Switch:
                json.WriteString("type", "boolean");
                break;
            case ConfigurationType.List:
                WriteList(json, key);
                break;
            case ConfigurationType.Lists:
                WriteNames(json, key);
                WriteNested(json, "additionalProperties", () => WriteList(json, key));
                break;
            case ConfigurationType.Tables:
                json.WriteString("type", "array");
                WriteNested(json, "items", () => WriteSection(json, key.Elements!.Keys, ""));
                break;
            case ConfigurationType.Map:
                WriteNames(json, key);
                WriteNested(json, "additionalProperties", () => WriteText(json, key));
                break;
            case ConfigurationType.Modes or ConfigurationType.Sizes:
                WriteNames(json, key);
                WriteNested(json, "additionalProperties", () => WriteNumber(json, key.Number));
                break;
        }
    }

    private static void WriteList(Utf8JsonWriter json, ConfigurationKey key)
    {
        json.WriteString("type", "array");
        json.WriteBoolean("uniqueItems", !key.AllowsDuplicates);
        json.WriteNumber("minItems", key.IsRequired ? 1 : 0);
        WriteNested(json, "items", () => WriteText(json, key));
    }

    private static void WriteNames(Utf8JsonWriter json, ConfigurationKey key)
    {
        json.WriteString("type", "object");
        if (key.Name is { } rule)
        {
            WriteNested(json, "propertyNames", () => json.WriteString("pattern", rule.Pattern));
        }
    }

    private static void WriteText(Utf8JsonWriter json, ConfigurationKey key)
    {
        json.WriteString("type", "string");
        if (key.Text is { } rule)
        {
            json.WriteString("pattern", rule.Pattern);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, NumberRule? rule)
    {
        json.WriteString("type", "integer");
        if (rule is not null)
        {
            json.WriteNumber("minimum", rule.Minimum);
            json.WriteNumber("maximum", rule.Maximum);
            json.WriteNumber("multipleOf", rule.Step);
        }
    }

    private static void WriteNested(Utf8JsonWriter json, string name, Action write)
    {
        json.WriteStartObject(name);
        write();
        json.WriteEndObject();
    }
}
