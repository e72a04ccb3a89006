using OpenLinux.Oci.Contents;
using OpenLinux.Report.Markup;
using OpenLinux.Report.Model;
using OpenLinux.Rootfs.Vetting;

namespace OpenLinux.Report.Sections;

/// <summary>The six figures that the page begins with.</summary>
internal static class Overview
{
    public static Html Of(ImageReport report) => Html.Of($"""

        <section aria-label="Overview">
        <dl class="figures">
        {Figure("Installed", Figures.Bytes(report.Rootfs.SizeBytes), Paths(report.Rootfs))}
        {Figure("Compressed", Figures.Bytes(report.Rootfs.Content.SizeBytes), $"{Figures.Share(report.Rootfs.Content.SizeBytes, report.Rootfs.SizeBytes)} of that, as tar.gz")}
        {Figure("Components", Figures.Count(Parts(report)), Others(report))}
        {Figure("Vetting", Verdict(report.Inspection), $"{Figures.Counted(VettingSection.RulesInForce(report.Policy), "rule")} in force")}
        {Figure("Changes", Change(report.Changes), What(report))}
        {Figure("Last build", report.Run is { } run ? Figures.Seconds(run.Elapsed) : "none kept", Steps(report.Run))}
        </dl>
        </section>
        """);

    /// <summary>The worst that was found, counted.</summary>
    public static string Verdict(InspectionReport inspection) => (Count(inspection, Severity.Error), Count(inspection, Severity.Warning)) switch
    {
        (0, 0) => "clean",
        (0, var warnings) => Figures.Counted(warnings, "warning"),
        (var errors, _) => Figures.Counted(errors, "error"),
    };

    private static Html Figure(string name, string value, string more) => Html.Of($"""
        <div><dt>{name}</dt><dd><b>{value}</b><span>{more}</span></dd></div>

        """);

    private static string Paths(RootfsListing rootfs) =>
        $"{Figures.Counted(rootfs.Files.Count(listed => listed.File.Kind == ImageFileKind.File), "file")}, "
        + Figures.Counted(rootfs.Files.Count(listed => listed.File.Kind == ImageFileKind.Symlink), "link");

    private static int Parts(ImageReport report) => report.Shares.Count(share => share.Bom is { IsPart: true });

    private static string Others(ImageReport report) => report.Shares.Count(share => share.Bom is { IsPart: false }) switch
    {
        0 => "in the image",
        var others => $"in the image, {Figures.Count(others)} more built with",
    };

    private static int Count(InspectionReport inspection, Severity severity) => inspection.Findings.Count(finding => finding.Severity == severity);

    private static string Change(ContentsDifference? changes) => changes switch
    {
        null => "none known",
        { Files.Count: 0 } => "none",
        _ => Figures.Difference(changes.New.SizeBytes - changes.Old.SizeBytes),
    };

    private static string What(ImageReport report) => report.Changes switch
    {
        null => "it is the first here",
        { Files.Count: 0 } => "no path differs from the last",
        { Files.Count: var count } => $"{Figures.Counted(count, "path")} since the last",
    };

    private static string Steps(BuildTimeline? run) =>
        run is null ? "all from the cache" : $"{Figures.Counted(run.Ran, "step")} ran, {Figures.Count(run.Cached)} cached";
}
