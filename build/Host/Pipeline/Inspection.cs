using OpenLinux.Configuration;
using OpenLinux.Host.Checkouts;
using OpenLinux.Host.Lifetime;
using OpenLinux.Host.Reporting;
using OpenLinux.Rootfs.Vetting;

namespace OpenLinux.Host.Pipeline;

/// <summary>Says what the inspection of a tarball found, and stops where an image must not be made of it.</summary>
internal static class Inspection
{
    public static InspectionPolicy PolicyOf(ArchitectureConfiguration architecture, BuildContext context) => InspectionPolicy.Of(
        architecture,
        context.Settings.Rootfs,
        context.Settings.Image,
        context.Settings.Vetting,
        new BuildPlaces(context.Paths.Root, CacheLocation.Of(context.CommandLine)));

    /// <exception cref="Common.Errors.BuildException">It has errors; the first one's code.</exception>
    public static void Conclude(InspectionReport report, string tarball, TaskJournal journal, bool isCached)
    {
        foreach (var finding in report.Findings)
        {
            switch (finding.Severity)
            {
                case Severity.Warning:
                    journal.Warning($"{finding}\n  fix:   {finding.Fix}");
                    break;
                case Severity.Note:
                    journal.Verbose(finding.ToString());
                    break;
            }
        }

        report.ThrowIfErrors(tarball);
        var summary = report.Summary;
        var warnings = report.Findings.Count(finding => finding.Severity == Severity.Warning);
        journal.Note(
            $"{Path.GetFileName(tarball)}: {summary.Files} files, {summary.Symlinks} links, {summary.SizeBytes / 1e6:N1} MB, {(warnings == 0 ? "nothing to object to" : $"{warnings} warned of")}",
            changed: !isCached);
    }
}
