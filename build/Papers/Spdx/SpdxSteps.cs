using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Papers.Bom;

namespace OpenLinux.Papers.Spdx;

/// <summary>The steps that made the files, by SPDX's build profile: each with what went in and what came out.</summary>
internal sealed class SpdxSteps(SpdxGraph graph, SpdxIds ids)
{
    private const string BuildType = "urn:openlinux:step:";

    /// <param name="Index">Which step of the file's history.</param>
    private sealed record Made(BomFile File, int Index)
    {
        public FileVersion Version => File.History[Index];

        public bool IsLast => Index == File.History.Count - 1;
    }

    public void Write(IReadOnlyList<BomComponent> components)
    {
        foreach (var component in components)
        {
            var made = component.Files.SelectMany(file => Enumerable.Range(0, file.History.Count), (file, index) => new Made(file, index));
            foreach (var step in made.GroupBy(made => made.Version.Step))
            {
                WriteStep(component, step.Key, [.. step]);
            }
        }
    }

    private void WriteStep(BomComponent component, StepReference step, IReadOnlyList<Made> made)
    {
        var id = ids.Step(step);
        graph.Element("build_Build", id, $"{step.Mnemonic} {step.Label}", json =>
        {
            json.WriteString("build_buildType", BuildType + step.Mnemonic);
            json.WriteOptional("build_buildId", step.Action?.Hash);
        });

        foreach (var intermediate in made.Where(made => !made.IsLast))
        {
            WriteIntermediate(intermediate, step);
        }

        graph.BuildRelationship("hasInput", id, [.. made.SelectMany(made => InputsOf(component, made)).Distinct(StringComparer.Ordinal)]);
        graph.BuildRelationship("hasOutput", id, [.. made.Select(made => ids.Version(made.File, made.Index))]);
    }

    private void WriteIntermediate(Made made, StepReference step) =>
        graph.Element("software_File", ids.Version(made.File, made.Index), made.File.FullPath, json =>
        {
            json.WriteString("comment", $"as {step.Mnemonic} left it");
            if (made.Version.Node is FileNode content)
            {
                SpdxGraph.Verified(json, content.Content);
            }
        });

    /// <summary>A first step reads the component's materials, a later one what the step before it left.</summary>
    private IEnumerable<string> InputsOf(BomComponent component, Made made) =>
        made.Index > 0 ? [ids.Version(made.File, made.Index - 1)] : component.Entry.Materials.Select(ids.Material);
}
