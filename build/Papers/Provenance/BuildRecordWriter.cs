using System.Text.Json;
using OpenLinux.Common.Text;
using OpenLinux.Papers.Bom;
using OpenLinux.Papers.Publication;

namespace OpenLinux.Papers.Provenance;

/// <summary>The build record: what was built, of which commit, by which tools, and the digest of each result, on one page for people.</summary>
public static class BuildRecordWriter
{
    public const string Type = "urn:openlinux:build-record:v1";

    /// <param name="bill">Of the whole tarball.</param>
    /// <param name="papers">All the others.</param>
    public static byte[] Write(BillOfMaterials bill, BuildRun run, IReadOnlyList<Paper> papers)
    {
        var product = bill.Product;
        var tarball = product.Tarball ?? throw new ArgumentException("a build record is of a tarball", nameof(bill));
        return JsonPaper.Write(isIndented: true, json =>
        {
            json.WriteString("type", Type);
            json.WriteString("name", Product.Name);
            json.WriteString("version", product.Version);
            json.WriteString("architecture", product.Architecture);
            json.WriteString("platform", product.Platform);
            if (run.Commit is { } commit)
            {
                json.WriteString("commit", commit);
                json.WriteBoolean("dirty", run.IsDirty);
            }

            json.WriteString("timestamp", Rfc3339.Text(run.Created));
            json.WriteString("builder", run.Builder);
            WriteTools(json, run.Tools);
            WriteComponents(json, bill.Components);
            WriteRootfs(json, tarball);
            WritePapers(json, papers);
        });
    }

    private static void WriteTools(Utf8JsonWriter json, IReadOnlyList<ToolUsed> tools)
    {
        json.WriteStartArray("toolchain");
        foreach (var tool in tools)
        {
            json.WriteStartObject();
            json.WriteString("name", tool.Name);
            json.WriteString("version", tool.Version);
            json.WriteString("sha256", tool.Binary.Hash);
            ResolvedDependencies.WriteArchives(json, tool);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteComponents(Utf8JsonWriter json, IReadOnlyList<BomComponent> components)
    {
        json.WriteStartArray("components");
        foreach (var component in components)
        {
            json.WriteStartObject();
            json.WriteString("name", component.Entry.Name);
            json.WriteOptional("version", component.Entry.Version);
            json.WriteNumber("files", component.Files.Count);
            json.WriteStartObject("materials");
            foreach (var material in component.Entry.Materials)
            {
                json.WriteString(material.Name, $"{material.Algorithm}:{material.Hash}");
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRootfs(Utf8JsonWriter json, ProductTarball tarball)
    {
        json.WriteStartObject("rootfs");
        json.WriteString("file", tarball.FileName);
        json.WriteString("sha256", tarball.Content.Hash);
        json.WriteNumber("bytes", tarball.Content.SizeBytes);
        json.WriteString("diff_id", tarball.DiffId.ToString());
        json.WriteString("action", tarball.Action.Hash);
        json.WriteEndObject();
    }

    private static void WritePapers(Utf8JsonWriter json, IReadOnlyList<Paper> papers)
    {
        json.WriteStartArray("papers");
        foreach (var paper in papers)
        {
            json.WriteStartObject();
            json.WriteString("file", paper.FileName);
            json.WriteString("media_type", paper.Kind.MediaType);
            json.WriteString("sha256", paper.Content.Hash);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
