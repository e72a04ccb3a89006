using OpenLinux.Papers.Bom;

namespace OpenLinux.Papers.Spdx;

/// <summary>
/// A bill as SPDX 3.0.1 JSON-LD (https://spdx.github.io/spdx-spec/v3.0.1/): core, software and simple licensing profiles, with
/// the steps that made each file by the build profile. Version 3 for that profile; what reads SPDX 2 alone can take the CycloneDX paper.
/// </summary>
public static class SpdxWriter
{
    /// <summary>Part of the key of the step that writes it: raised whenever other bytes come out for the same bill.</summary>
    public const string Format = "spdx-3.0.1/3";

    private const string Context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";

    private static readonly string[] Profiles = ["core", "software", "simpleLicensing", "build"];

    public static byte[] Write(BillOfMaterials bill) => JsonPaper.Write(isIndented: false, json =>
    {
        json.WriteString("@context", Context);
        json.WriteStartArray("@graph");
        var ids = new SpdxIds(bill);
        var graph = new SpdxGraph(json, ids);
        graph.Creation(bill.Product.Created);
        graph.Element("SoftwareAgent", ids.Agent, "OpenLinux Build");
        WriteProduct(graph, ids, bill);
        var components = new SpdxComponents(graph, ids);
        if (bill.Product.Toolchain is { } toolchain)
        {
            components.Write(toolchain);
        }

        components.Write(bill.Components);
        new SpdxSteps(graph, ids, bill.Product.Toolchain).Write(bill.Components);
        WriteCollections(graph, ids, bill);
        json.WriteEndArray();
    });

    /// <summary>The SBOM and the document, last: each lists what it holds, and a profile is conformed to by what is listed.</summary>
    private static void WriteCollections(SpdxGraph graph, SpdxIds ids, BillOfMaterials bill)
    {
        string[] described = [.. graph.Elements];
        graph.Element("software_Sbom", ids.Sbom, bill.Product.FullName, json =>
        {
            json.WriteStrings("profileConformance", Profiles);
            json.WriteStrings("software_sbomType", ["build"]);
            json.WriteStrings("rootElement", [ids.Product]);
            json.WriteStrings("element", described);
        });
        graph.Element("SpdxDocument", ids.Document, bill.Product.FullName, json =>
        {
            json.WriteStrings("profileConformance", Profiles);
            json.WriteStrings("rootElement", [ids.Sbom]);
            json.WriteStrings("element", [ids.Sbom, .. described]);
        });
    }

    private static void WriteProduct(SpdxGraph graph, SpdxIds ids, BillOfMaterials bill)
    {
        var product = bill.Product;
        graph.Element("software_Package", ids.Product, Product.Name, json =>
        {
            json.WriteString("description", $"The root filesystem of OpenLinux for {product.Platform}");
            json.WriteString("software_primaryPurpose", "operatingSystem");
            json.WriteString("software_packageVersion", product.Version);
            json.WriteString("software_packageUrl", PackageUrl.Of(product));
            if (product.Tarball is { } tarball)
            {
                json.WriteString("comment", $"{tarball.FileName}; uncompressed, as a layer's diff_id, {tarball.DiffId}");
                SpdxGraph.Verified(json, tarball.Content);
            }
        });
        graph.Relationship(
            "contains",
            ids.Product,
            [.. bill.Components.Where(component => component.IsPart).Select(component => ids.Component(component.Entry.Name))]);
    }
}
