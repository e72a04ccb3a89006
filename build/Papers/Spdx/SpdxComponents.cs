using System.Text.Json;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Papers.Bom;

namespace OpenLinux.Papers.Spdx;

/// <summary>Components, what they were made from, their licences and their files.</summary>
internal sealed class SpdxComponents(SpdxGraph graph, SpdxIds ids)
{
    private const string NoLicence = "expandedlicensing_NoAssertionLicense";

    /// <summary>A tool: the product contains nothing of it.</summary>
    public void Write(BomToolchain toolchain)
    {
        var id = ids.Toolchain(toolchain);
        graph.Element("software_Package", id, toolchain.Name, json =>
        {
            json.WriteString("software_primaryPurpose", "application");
            json.WriteString("software_packageVersion", toolchain.Version);
        });
        foreach (var archive in toolchain.Archives)
        {
            WriteMaterial(archive);
            graph.BuildRelationship("generates", ids.Material(archive), [id]);
        }
    }

    public void Write(IReadOnlyList<BomComponent> components)
    {
        foreach (var expression in components.Select(component => component.Entry.Licence).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            graph.Element(
                "simplelicensing_LicenseExpression",
                ids.Licence(expression),
                name: null,
                json => json.WriteString("simplelicensing_licenseExpression", expression));
        }

        // Two components may be made from one archive.
        foreach (var material in components.SelectMany(component => component.Entry.Materials).DistinctBy(ids.Material))
        {
            WriteMaterial(material);
        }

        foreach (var component in components)
        {
            WriteComponent(component);
        }
    }

    private void WriteComponent(BomComponent component)
    {
        var entry = component.Entry;
        var id = ids.Component(entry.Name);
        graph.Element("software_Package", id, entry.Name, json => WriteProperties(json, entry));
        graph.Relationship("hasDeclaredLicense", id, [entry.Licence is null ? NoLicence : ids.Licence(entry.Licence)]);
        graph.BuildRelationship("hasStaticLink", id, LinksOf(entry, isStatic: true));
        graph.BuildRelationship("dependsOn", id, LinksOf(entry, isStatic: false));
        foreach (var material in entry.Materials)
        {
            graph.BuildRelationship("generates", ids.Material(material), [id]);
        }

        foreach (var file in component.Files)
        {
            graph.Element("software_File", ids.File(file), file.FullPath, json => WriteContent(json, file.Node));
        }

        graph.Relationship("contains", id, [.. component.Files.Select(ids.File)]);
    }

    private static void WriteProperties(Utf8JsonWriter json, ComponentEntry entry)
    {
        json.WriteString("software_primaryPurpose", entry.Kind switch
        {
            ComponentKind.Library => "library",
            ComponentKind.Program => "application",
            _ => "configuration",
        });
        json.WriteOptional("software_packageVersion", entry.Version);
        json.WriteString("software_packageUrl", PackageUrl.Of(entry));
        if (entry.Materials is [{ Urls: [var url, ..] } archive, ..])
        {
            json.WriteString("software_downloadLocation", url);
            SpdxGraph.Verified(json, archive.Algorithm, archive.Hash);
        }
    }

    private void WriteMaterial(SourceMaterial material) =>
        graph.Element("software_Package", ids.Material(material), material.Name, json =>
        {
            json.WriteString("software_primaryPurpose", material.Urls.Count > 0 ? "archive" : "source");
            if (material.Urls.Count > 0)
            {
                json.WriteString("software_downloadLocation", material.Urls[0]);
            }

            SpdxGraph.Verified(json, material.Algorithm, material.Hash);
        });

    private static void WriteContent(Utf8JsonWriter json, TreeNode node)
    {
        switch (node)
        {
            case FileNode file:
                json.WriteString("software_primaryPurpose", file.IsExecutable ? "executable" : "file");
                SpdxGraph.Verified(json, file.Content);
                break;
            case SymlinkNode link:
                json.WriteString("comment", $"symbolic link to {link.Target}");
                break;
        }
    }

    private string[] LinksOf(ComponentEntry entry, bool isStatic) =>
        [.. entry.Links.Where(link => link.IsStatic == isStatic).Select(link => ids.Component(link.Component))];
}
