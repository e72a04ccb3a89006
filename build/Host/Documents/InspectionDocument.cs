using System.Text.Json;
using OpenLinux.Host.Pipeline;
using OpenLinux.Rootfs.Vetting;

namespace OpenLinux.Host.Documents;

/// <summary>What <c>inspect --json</c> prints. The names of members are a promise (docs/command-line.md).</summary>
internal static class InspectionDocument
{
    public static void Write(Utf8JsonWriter json, IEnumerable<InspectedTarball> tarballs) => json.WriteObjects("inspections", tarballs, inspected =>
    {
        var (summary, findings) = (inspected.Report.Summary, inspected.Report.Findings);
        json.WriteString("architecture", inspected.Architecture);
        json.WriteString("tarball", inspected.Path);
        json.WriteBoolean("passed", !inspected.Report.HasErrors);
        json.WriteNumber("files", summary.Files);
        json.WriteNumber("directories", summary.Directories);
        json.WriteNumber("symlinks", summary.Symlinks);
        json.WriteNumber("size_bytes", summary.SizeBytes);
        json.WriteString("diff_id", summary.DiffId?.ToString());
        json.WriteStrings("setuid", summary.Setuid);
        json.WriteObjects("findings", findings, finding =>
        {
            json.WriteString("code", finding.Code.Id);
            json.WriteString("title", finding.Code.Title);
            json.WriteString("severity", finding.Severity switch
            {
                Severity.Error => "error",
                Severity.Warning => "warning",
                _ => "note",
            });
            json.WriteString("path", finding.Path);
            json.WriteString("component", finding.Component);
            json.WriteString("rule", finding.Rule);
            json.WriteString("cause", finding.Cause);
            json.WriteString("fix", finding.Fix);
        });
    });
}
