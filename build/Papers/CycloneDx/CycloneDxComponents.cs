using System.Text.Json;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Papers.Bom;

namespace OpenLinux.Papers.CycloneDx;

/// <summary>A component and the files it put into the root filesystem.</summary>
internal static class CycloneDxComponents
{
    public static void Write(Utf8JsonWriter json, BomComponent component)
    {
        var entry = component.Entry;
        json.WriteStartObject();
        json.WriteString("type", entry.Kind switch
        {
            ComponentKind.Library => "library",
            ComponentKind.Program => "application",
            _ => "data",
        });
        json.WriteString("bom-ref", CycloneDxRefs.Component(entry.Name));
        json.WriteString("name", entry.Name);
        json.WriteOptional("version", entry.Version);
        json.WriteString("scope", component.IsPart ? "required" : "excluded");
        if (entry.Materials is [{ Algorithm: SourceMaterial.Sha256, Urls: [_, ..] } archive, ..])
        {
            CycloneDxHashes.Write(json, archive.Hash);
        }

        WriteLicence(json, entry.Licence);
        json.WriteString("purl", PackageUrl.Of(entry));
        CycloneDxMaterials.Write(json, "source-distribution", entry.Materials);
        if (component.Files.Count > 0)
        {
            WriteFiles(json, component.Files);
        }

        json.WriteEndObject();
    }

    private static void WriteLicence(Utf8JsonWriter json, string? expression)
    {
        if (expression is not null)
        {
            json.WriteStartArray("licenses");
            json.WriteStartObject();
            json.WriteString("expression", expression);
            json.WriteString("acknowledgement", "declared");
            json.WriteEndObject();
            json.WriteEndArray();
        }
    }

    private static void WriteFiles(Utf8JsonWriter json, IReadOnlyList<BomFile> files)
    {
        json.WriteStartArray("components");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("type", "file");
            json.WriteString("bom-ref", CycloneDxRefs.File(file.Path));
            json.WriteString("name", file.FullPath);
            if (file.Node is FileNode content)
            {
                CycloneDxHashes.Write(json, content.Content.Hash);
            }

            CycloneDxProperties.Write(json, PropertiesOf(file));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IEnumerable<(string Name, string Value)> PropertiesOf(BomFile file)
    {
        if (file.Node is SymlinkNode link)
        {
            yield return ("symlink", link.Target);
        }

        foreach (var (step, _) in file.History)
        {
            yield return ("step", $"{step.Mnemonic} {step.Label}");
        }
    }
}
