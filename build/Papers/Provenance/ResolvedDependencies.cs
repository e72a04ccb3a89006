using System.Text.Json;
using OpenLinux.Engine.Provenance;
using OpenLinux.Papers.Bom;

namespace OpenLinux.Papers.Provenance;

/// <summary>All that went into a build: the commit, each component's materials by hash, and the programs that ran.</summary>
internal static class ResolvedDependencies
{
    private const string GitCommit = "gitCommit";

    public static void Write(Utf8JsonWriter json, BillOfMaterials bill, BuildRun run)
    {
        json.WriteStartArray("resolvedDependencies");
        if (run.Commit is { } commit)
        {
            ResourceDescriptor.Write(
                json,
                "repository",
                GitCommit,
                commit,
                run.Repository is null ? null : $"git+{run.Repository}@{commit}",
                annotation: annotations => annotations.WriteBoolean("dirty", run.IsDirty));
        }

        foreach (var material in bill.Components.SelectMany(component => component.Entry.Materials).DistinctBy(material => (material.Name, material.Hash)))
        {
            ResourceDescriptor.Write(json, material.Name, material.Algorithm, material.Hash, material.Urls.Count > 0 ? material.Urls[0] : null);
        }

        foreach (var tool in run.Tools)
        {
            ResourceDescriptor.Write(
                json,
                tool.Name,
                SourceMaterial.Sha256,
                tool.Binary.Hash,
                annotation: tool.Version.Length == 0 ? null : annotations => Annotate(annotations, tool));
        }

        json.WriteEndArray();
    }

    private static void Annotate(Utf8JsonWriter json, ToolUsed tool)
    {
        json.WriteString("version", tool.Version);
        WriteArchives(json, tool);
    }

    /// <summary>Nothing for a program of the building machine.</summary>
    internal static void WriteArchives(Utf8JsonWriter json, ToolUsed tool)
    {
        if (tool.Archives.Count == 0)
        {
            return;
        }

        json.WriteStartObject("archives");
        foreach (var archive in tool.Archives)
        {
            json.WriteString(archive.Name, $"{archive.Algorithm}:{archive.Hash}");
        }

        json.WriteEndObject();
    }
}
