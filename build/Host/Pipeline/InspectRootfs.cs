using OpenLinux.Common.Errors;
using OpenLinux.Configuration;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Host.Pipeline;

/// <summary>Vets a tarball, says what was found, and stops where an image must not be made of it.</summary>
/// <param name="machine">This machine's own folders, which nothing in the tarball may name.</param>
internal sealed class InspectRootfs(Workbench bench, ArchitectureConfiguration architecture, BuildPlaces machine)
{
    private InspectionPolicy Policy =>
        InspectionPolicy.Of(architecture, bench.Settings.Rootfs, bench.Settings.Image, bench.Settings.Vetting, machine);

    /// <param name="toolchain">What its programs were made by.</param>
    /// <exception cref="BuildException">It has errors; the first one's code.</exception>
    public async Task RunAsync(PackedRootfs rootfs, Toolchain toolchain)
    {
        var (report, isCached) = await InspectAsync(rootfs);
        foreach (var tool in toolchain.Tools)
        {
            bench.Reporter.Verbose($"vetted what {tool.Name} made: {tool.Version}, sha256:{tool.Binary.Hash}");
        }

        Conclude(report, rootfs.Path, isCached, $"; compiled by {toolchain.Tools[0].Name} {toolchain.Tools[0].Binary.Hash[..12]}");
    }

    /// <summary>Vets a tarball, and leaves to the caller what comes of it.</summary>
    public async Task<InspectionReport> ReportAsync(PackedRootfs rootfs) => (await InspectAsync(rootfs)).Report;

    /// <summary>Vets someone else's tarball.</summary>
    /// <exception cref="BuildException">It has errors; the first one's code.</exception>
    public void Run(string tarball) =>
        Conclude(RootfsInspector.Inspect(tarball, Policy, bench.Cancellation), tarball, isCached: false);

    private async Task<(InspectionReport Report, bool IsCached)> InspectAsync(PackedRootfs rootfs)
    {
        var policy = Policy;
        var outcome = await bench.RunAsync(InspectionStep.Inspect(rootfs.Tarball.Content, policy, rootfs.Origins));
        return (InspectionStep.ReportOf(outcome, policy, rootfs.Origins), outcome.Cached);
    }

    private void Conclude(InspectionReport report, string tarball, bool isCached, string madeBy = "")
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

        report.ThrowIfErrors(tarball);
        var summary = report.Summary;
        var warnings = report.Findings.Count(finding => finding.Severity == Severity.Warning);
        bench.Reporter.Note(
            $"{Path.GetFileName(tarball)}: {summary.Files} files, {summary.Symlinks} links, {summary.SizeBytes / 1e6:N1} MB, {(warnings == 0 ? "nothing to object to" : $"{warnings} warned of")}{madeBy}",
            changed: !isCached);
    }
}
