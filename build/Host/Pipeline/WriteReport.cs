using OpenLinux.Common.Files;
using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Reporting;
using OpenLinux.Oci.Naming;
using OpenLinux.Papers.Bom;
using OpenLinux.Report.Model;
using OpenLinux.Report.Pages;
using OpenLinux.Rootfs.Units;

namespace OpenLinux.Host.Pipeline;

/// <summary>From the tarball, the debug files, and what is kept of the last one and of the last run, to the report beside it. What vetting objects to is in the report, and stops nothing.</summary>
internal sealed class WriteReport(Workbench bench, ArchitectureConfiguration architecture, InspectRootfs inspection, RunTimeline timeline)
{
    private const string DebugSuffix = ".debug";

    /// <returns>Where it is.</returns>
    public async Task<string> RunAsync(PackedRootfs rootfs, BillOfMaterials bill)
    {
        var report = new ImageReport(bill, rootfs.Listing, await inspection.ReportAsync(rootfs), bench.Settings.Vetting)
        {
            Programs = await ProgramsAsync(rootfs.DebugFiles),
            Before = bench.RootfsBefore(architecture).Of(rootfs.Tarball.Content),
            Run = timeline.Last(architecture.Name),
        };
        var page = ReportPage.Write(report);
        var path = bench.Paths.Report(bench.Settings.Version, architecture.Name);
        var written = !bench.IsDry && AtomicFile.WriteIfChanged(path, page);
        bench.Reporter.Made(new Artifact(ArtifactKind.Report, bench.Shown(path), Digest.Of(page).ToOci(), page.Length) { Architecture = architecture.Name });
        bench.Reporter.Note($"{bench.Shown(path)}, {page.Length / 1e3:N0} kB", written);
        return path;
    }

    /// <summary>What each program consists of.</summary>
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<UnitSize>>> ProgramsAsync(FileTree debugFiles)
    {
        var programs = debugFiles.Nodes.Select(node => (Path: node.Key[..^DebugSuffix.Length], File: (FileNode)node.Value)).ToList();
        var outcomes = await SideBySide.RunAsync<ActionOutcome>(
            programs.Select(program => (Func<CancellationToken, Task<ActionOutcome>>)(_ => bench.RunAsync(UnitStep.Read(program.Path, program.File, architecture.Name)))),
            bench.Cancellation);
        return programs.Zip(outcomes).ToDictionary(read => $"/{read.First.Path}", read => UnitStep.Of(read.Second), StringComparer.Ordinal);
    }
}
