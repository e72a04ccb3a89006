using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Papers.Bom;

namespace OpenLinux.Papers.Spdx;

/// <summary>The steps that made the files, by SPDX's build profile: each with what went in and what came out.</summary>
/// <param name="toolchain">What compiled; null where the bill does not tell.</param>
internal sealed class SpdxSteps(SpdxGraph graph, SpdxIds ids, BomToolchain? toolchain)
{
    private const string BuildType = "urn:openlinux:step:";

    /// <param name="Component">Whose file it is.</param>
    /// <param name="Index">Which step of the file's history.</param>
    private sealed record Made(BomComponent Component, BomFile File, int Index)
    {
        public FileVersion Version => File.History[Index];

        public bool IsLast => Index == File.History.Count - 1;
    }

    /// <summary>A step may give files of several components: what is taken from the building machine.</summary>
    public void Write(IReadOnlyList<BomComponent> components)
    {
        var made =
            from component in components
            from file in component.Files
            from index in Enumerable.Range(0, file.History.Count)
            select new Made(component, file, index);
        foreach (var step in made.GroupBy(made => (made.Version.Step.Mnemonic, made.Version.Step.Label)))
        {
            WriteStep(step.First().Version.Step, [.. step]);
        }
    }

    private void WriteStep(StepReference step, IReadOnlyList<Made> made)
    {
        var id = ids.Step(step);
        graph.Element("build_Build", id, $"{step.Mnemonic} {step.Label}", json =>
            json.WriteString("build_buildType", BuildType + step.Mnemonic));

        foreach (var intermediate in made.Where(made => !made.IsLast))
        {
            WriteIntermediate(intermediate, step);
        }

        // What ran read the building machine's tools too, which are in the provenance: an SBOM is a function of the files alone.
        graph.BuildRelationship(
            "hasInput", id, [.. InputsOf(made).Distinct(StringComparer.Ordinal)], isComplete: step.Action is null);
        graph.BuildRelationship("hasOutput", id, [.. made.Select(made => ids.Version(made.File, made.Index))]);
        graph.BuildRelationship("invokedBy", id, [ids.Agent]);
        if (toolchain is not null && made.Any(made => made.Index == 0 && BomToolchain.Made(made.Component.Entry, step)))
        {
            graph.BuildRelationship("usesTool", id, [ids.Toolchain(toolchain)], isComplete: false);
        }
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

    /// <summary>
    /// A first step reads the component's materials and, where it is more than taking them, what the component is built against, the same for
    /// all of its files; a later one what the step before it left.
    /// </summary>
    private IEnumerable<string> InputsOf(IReadOnlyList<Made> made)
    {
        var taken = new HashSet<BomComponent>(ReferenceEqualityComparer.Instance);
        var built = new HashSet<BomComponent>(ReferenceEqualityComparer.Instance);
        foreach (var one in made)
        {
            if (one.Index > 0)
            {
                yield return ids.Version(one.File, one.Index - 1);
                continue;
            }

            var materials = taken.Add(one.Component) ? one.Component.Entry.Materials : [];
            var links = one.Version.Step.Action is not null && built.Add(one.Component) ? one.Component.Entry.Links : [];
            foreach (var id in materials.Select(ids.Material).Concat(links.Select(link => ids.Component(link.Component))))
            {
                yield return id;
            }
        }
    }
}
