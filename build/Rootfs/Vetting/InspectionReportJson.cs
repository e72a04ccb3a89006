using System.Text;
using System.Text.Json;
using OpenLinux.Common.Errors;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>A report as compact JSON and back. By hand, since a serializer's set-up costs more than a warm run has.</summary>
public static class InspectionReportJson
{
    public static string Write(InspectionReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            WriteSummary(json, report.Summary);
            json.WriteStartArray("findings");
            foreach (var finding in report.Findings)
            {
                WriteFinding(json, finding);
            }

            json.WriteEndArray();
            json.WriteStartArray("folders");
            foreach (var mention in report.Folders)
            {
                WriteMention(json, mention);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <exception cref="JsonException">It is not what <see cref="Write"/> wrote.</exception>
    public static InspectionReport Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var setuid = root.GetProperty("setuid").EnumerateArray().Select(path => path.GetString()!).ToList();
        var summary = new InspectionSummary(
            root.GetProperty("files").GetInt32(),
            root.GetProperty("directories").GetInt32(),
            root.GetProperty("symlinks").GetInt32(),
            root.GetProperty("bytes").GetInt64(),
            OciDigest.TryParse(root.GetProperty("diffId").GetString(), out var diffId) ? diffId : null,
            setuid);
        return new InspectionReport(root.GetProperty("findings").EnumerateArray().Select(ReadFinding).ToList(), summary)
        {
            Folders = root.GetProperty("folders").EnumerateArray().Select(ReadMention).ToList(),
        };
    }

    private static void WriteSummary(Utf8JsonWriter json, InspectionSummary summary)
    {
        json.WriteNumber("files", summary.Files);
        json.WriteNumber("directories", summary.Directories);
        json.WriteNumber("symlinks", summary.Symlinks);
        json.WriteNumber("bytes", summary.SizeBytes);
        json.WriteString("diffId", summary.DiffId?.ToString() ?? "");
        json.WriteStartArray("setuid");
        foreach (var path in summary.Setuid)
        {
            json.WriteStringValue(path);
        }

        json.WriteEndArray();
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("code", finding.Code.Id);
        json.WriteString("title", finding.Code.Title);
        json.WriteString("severity", NameOf(finding.Severity));
        json.WriteString("path", finding.Path);
        json.WriteString("component", finding.Component);
        json.WriteString("rule", finding.Rule);
        json.WriteString("cause", finding.Cause);
        json.WriteString("fix", finding.Fix);
        json.WriteEndObject();
    }

    private static Finding ReadFinding(JsonElement json)
    {
        var cause = json.GetProperty("cause").GetString()!;
        var fix = json.GetProperty("fix").GetString()!;
        return new Finding(
            new ErrorCode(json.GetProperty("code").GetString()!, json.GetProperty("title").GetString()!, cause, fix),
            json.GetProperty("path").GetString()!,
            cause,
            fix,
            SeverityOf(json.GetProperty("severity").GetString()!))
        {
            Component = json.GetProperty("component").GetString(),
            Rule = json.GetProperty("rule").GetString(),
        };
    }

    private static void WriteMention(Utf8JsonWriter json, FolderMention mention)
    {
        json.WriteStartObject();
        json.WriteString("folder", mention.Folder);
        json.WriteString("path", mention.Path);
        json.WriteNumber("offset", mention.Offset);
        json.WriteNumber("others", mention.Others);
        json.WriteEndObject();
    }

    private static FolderMention ReadMention(JsonElement json) => new(
        json.GetProperty("folder").GetString()!,
        json.GetProperty("path").GetString()!,
        json.GetProperty("offset").GetInt64(),
        json.GetProperty("others").GetInt32());

    private static string NameOf(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static Severity SeverityOf(string name) => name switch
    {
        "error" => Severity.Error,
        "warning" => Severity.Warning,
        _ => Severity.Note,
    };
}
