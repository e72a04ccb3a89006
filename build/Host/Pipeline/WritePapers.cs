using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Papers.Bom;
using OpenLinux.Papers.Provenance;
using OpenLinux.Papers.Publication;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Host.Pipeline;

/// <summary>
/// From the bill of the tarball to the papers beside it. SBOMs are a function of the files alone; the commit is in the provenance and the build record.
/// </summary>
internal sealed class WritePapers(Workbench bench, ArchitectureConfiguration architecture, RunFacts facts)
{
    public async Task<WrittenPapers> RunAsync(Toolchain toolchain, BillOfMaterials bill)
    {
        var output = new PaperOutput(bench, architecture);
        var sboms = await SideBySide.RunAsync<ActionOutcome>(
            [_ => bench.RunAsync(SbomStep.Spdx(bill)), _ => bench.RunAsync(SbomStep.CycloneDx(bill))], bench.Cancellation);
        var spdx = await output.PublishAsync(PaperKind.Spdx, bill, sboms[0]);
        var cycloneDx = await output.PublishAsync(PaperKind.CycloneDx, bill, sboms[1]);
        var run = facts.OfTarball(architecture, toolchain);
        var provenance = await output.PublishAsync(PaperKind.Provenance, bill, ProvenanceWriter.OfTarball(bill, run, [spdx, cycloneDx]));
        var record = await output.PublishAsync(PaperKind.BuildRecord, bill, BuildRecordWriter.Write(bill, run, [spdx, cycloneDx, provenance]));
        var files = bill.Components.Sum(component => component.Files.Count);
        bench.Reporter.Note($"{bill.Product.FullName}: 4 papers, each of {files} files traced to its source", output.HasWritten);
        return new WrittenPapers(bill, spdx, cycloneDx, provenance, record);
    }
}

/// <summary>The papers beside a tarball.</summary>
/// <param name="Bill">What they were written from.</param>
public sealed record WrittenPapers(BillOfMaterials Bill, Paper Spdx, Paper CycloneDx, Paper Provenance, Paper BuildRecord);
