using OpenLinux.Common.Errors;
using OpenLinux.Configuration;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Host.Pipeline;

/// <summary>Vets a tarball and says what was found; whoever goes on to an image stops where it has errors.</summary>
/// <param name="machine">This machine's own folders, which nothing in the tarball may name.</param>
internal sealed class InspectRootfs(Workbench bench, ArchitectureConfiguration architecture, BuildPlaces machine)
{
    private InspectionPolicy Policy =>
        InspectionPolicy.Of(architecture, bench.Settings.Rootfs, bench.Settings.Image, bench.Settings.Vetting, machine);

    /// <param name="toolchain">What its programs were made by.</param>
    public async Task<InspectedTarball> RunAsync(PackedRootfs rootfs, Toolchain toolchain)
    {
        var (report, isCached) = await InspectAsync(rootfs);
        foreach (var tool in toolchain.Tools)
        {
            bench.Reporter.Verbose($"vetted what {tool.Name} made: {tool.Version}, sha256:{tool.Binary.Hash}");
        }

        return Told(report, rootfs.Path, isCached, $"; compiled by {toolchain.Tools[0].Name} {toolchain.Tools[0].Binary.Hash[..12]}");
    }

    /// <summary>Vets a tarball, and leaves to the caller what comes of it.</summary>
    public async Task<InspectionReport> ReportAsync(PackedRootfs rootfs) => (await InspectAsync(rootfs)).Report;

    /// <summary>Vets someone else's tarball.</summary>
    public InspectedTarball Run(string tarball) =>
        Told(RootfsInspector.Inspect(tarball, Policy, bench.Cancellation), tarball, isCached: false);

    private async Task<(InspectionReport Report, bool IsCached)> InspectAsync(PackedRootfs rootfs)
    {
        var policy = Policy;
        var outcome = await bench.RunAsync(InspectionStep.Inspect(rootfs.Tarball.Content, policy, rootfs.Origins));
        return (InspectionStep.ReportOf(outcome, policy, rootfs.Origins), outcome.Cached);
    }

    private InspectedTarball Told(InspectionReport report, string tarball, bool isCached, string madeBy = "")
    {
        foreach (var finding in report.Findings)
        {
            switch (finding.Severity)
            {
                case Severity.Warning:
                    bench.Reporter.Warning($"{finding}\n  fix:   {finding.Fix}");
                    break;
                case Severity.Note:
                    bench.Reporter.Verbose(finding.ToString());
                    break;
            }
        }

        if (!report.HasErrors)
        {
            var summary = report.Summary;
            var warnings = report.Findings.Count(finding => finding.Severity == Severity.Warning);
            bench.Reporter.Note(
                $"{Path.GetFileName(tarball)}: {summary.Files} files, {summary.Symlinks} links, {summary.SizeBytes / 1e6:N1} MB, {(warnings == 0 ? "nothing to object to" : $"{warnings} warned of")}{madeBy}",
                changed: !isCached);
        }

        return new InspectedTarball(architecture.Name, tarball, report);
    }
}

/// <summary>A tarball, vetted; nothing has come of it yet.</summary>
/// <param name="Path">Absolute.</param>
public sealed record InspectedTarball(string Architecture, string Path, InspectionReport Report)
{
    /// <exception cref="BuildException">It has errors; the first one's code.</exception>
    public void Require() => Report.ThrowIfErrors(Path);
}
