using System.Text.Json;
using OpenLinux.Common.Text;
using OpenLinux.Papers.Bom;

namespace OpenLinux.Papers.CycloneDx;

/// <summary>A bill as CycloneDX 1.6 JSON (https://cyclonedx.org/docs/1.6/json/): each component with its files nested in it.</summary>
public static class CycloneDxWriter
{
    /// <summary>Part of the key of the step that writes it: raised whenever other bytes come out for the same bill.</summary>
    public const string Format = "cyclonedx-1.6/3";

    public static byte[] Write(BillOfMaterials bill) => JsonPaper.Write(isIndented: false, json =>
    {
        json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", "1.6");
        json.WriteString("serialNumber", $"urn:uuid:{NameBasedUuid.Of("cyclonedx-1.6", bill.Identity)}");
        json.WriteNumber("version", 1);
        WriteMetadata(json, bill.Product);
        json.WriteStartArray("components");
        foreach (var component in bill.Components)
        {
            CycloneDxComponents.Write(json, component);
        }

        json.WriteEndArray();
        WriteDependencies(json, bill);
        WriteCompleteness(json, bill);
        if (bill.Product.Toolchain is { } toolchain)
        {
            WriteFormulation(json, toolchain);
        }
    });

    private static void WriteMetadata(Utf8JsonWriter json, Product product)
    {
        json.WriteStartObject("metadata");
        json.WriteString("timestamp", Rfc3339.Text(product.Created));
        json.WriteStartArray("lifecycles");
        json.WriteStartObject();
        json.WriteString("phase", "build");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("tools");
        json.WriteStartArray("components");
        json.WriteStartObject();
        json.WriteString("type", "application");
        json.WriteString("name", "OpenLinux Build");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("component");
        WriteProduct(json, product);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteProduct(Utf8JsonWriter json, Product product)
    {
        json.WriteString("type", "operating-system");
        json.WriteString("bom-ref", CycloneDxRefs.Product);
        json.WriteString("name", Product.Name);
        json.WriteString("version", product.Version);
        if (product.Tarball is { } tarball)
        {
            CycloneDxHashes.Write(json, tarball.Content.Hash);
        }

        json.WriteString("purl", PackageUrl.Of(product));
        CycloneDxProperties.Write(json, [
            ("architecture", product.Architecture),
            ("platform", product.Platform),
            .. product.Tarball is null ? [] : ((string, string)[])[("rootfs:file", product.Tarball.FileName), ("rootfs:diff_id", product.Tarball.DiffId.ToString())],
        ]);
    }

    private static void WriteDependencies(Utf8JsonWriter json, BillOfMaterials bill)
    {
        json.WriteStartArray("dependencies");
        WriteDependency(json, CycloneDxRefs.Product, bill.Components.Where(component => component.IsPart).Select(component => component.Entry.Name));
        foreach (var component in bill.Components)
        {
            WriteDependency(json, CycloneDxRefs.Component(component.Entry.Name), component.Entry.Links.Select(link => link.Component));
        }

        json.WriteEndArray();
    }

    private static void WriteDependency(Utf8JsonWriter json, string reference, IEnumerable<string> components)
    {
        json.WriteStartObject();
        json.WriteString("ref", reference);
        json.WriteStrings("dependsOn", components.Select(CycloneDxRefs.Component));
        json.WriteEndObject();
    }

    /// <summary>How the product was made, which has no part in it.</summary>
    private static void WriteFormulation(Utf8JsonWriter json, BomToolchain toolchain)
    {
        json.WriteStartArray("formulation");
        json.WriteStartObject();
        json.WriteStartArray("components");
        json.WriteStartObject();
        json.WriteString("type", "application");
        json.WriteString("name", toolchain.Name);
        json.WriteString("version", toolchain.Version);
        CycloneDxMaterials.Write(json, "distribution", toolchain.Archives);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>No file without an origin was let through, so the lists are complete.</summary>
    private static void WriteCompleteness(Utf8JsonWriter json, BillOfMaterials bill)
    {
        string[] references = [CycloneDxRefs.Product, .. bill.Components.Select(component => CycloneDxRefs.Component(component.Entry.Name))];
        json.WriteStartArray("compositions");
        json.WriteStartObject();
        json.WriteString("aggregate", "complete");
        json.WriteStrings("assemblies", references);
        json.WriteStrings("dependencies", references);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
