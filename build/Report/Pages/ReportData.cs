using System.Buffers;
using System.Text;
using System.Text.Json;
using OpenLinux.Common.Files;
using OpenLinux.Common.Text;
using OpenLinux.Oci.Contents;
using OpenLinux.Report.Model;
using OpenLinux.Report.Sections;

namespace OpenLinux.Report.Pages;

/// <summary>
/// What the scripts read, as JSON in an element of the page: the writer's own encoder leaves no character in it that HTML could mean something by
/// (none of &lt; &gt; &amp; ' ", and nothing beyond ASCII).
/// <code>
/// components  [[name, colour], …]
/// files       [[path, "f" | "d" | "l", bytes, mode, index of the component or -1, SHA-256 or target], …]
/// programs    [[index of the file, [[source file, bytes of code], …]], …]
/// kinds       [[kind, colour], …]
/// steps       [[index of the kind, label, start in ms, length in ms, reason], …]
/// </code>
/// </summary>
internal static class ReportData
{
    /// <summary>Of a program of more, the smaller ones could not be seen.</summary>
    private const int MostUnits = 2_000;

    public static string Of(ImageReport report)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteFiles(json, report);
            WritePrograms(json, report);
            WriteSteps(json, report.Run);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteFiles(Utf8JsonWriter json, ImageReport report)
    {
        var indices = report.Shares.Select((share, index) => (share.Name, index)).ToDictionary(entry => entry.Name, entry => entry.index, StringComparer.Ordinal);
        json.WriteStartArray("components");
        foreach (var share in report.Shares)
        {
            WriteNamed(json, share.Name, share.Colour);
        }

        json.WriteEndArray();
        json.WriteStartArray("files");
        foreach (var (file, component) in report.Rootfs.Files)
        {
            json.WriteStartArray();
            json.WriteStringValue(PrintableText.Of(file.Path));
            json.WriteStringValue(file.Kind switch { ImageFileKind.Directory => "d", ImageFileKind.Symlink => "l", _ => "f" });
            json.WriteNumberValue(file.SizeBytes);
            json.WriteStringValue(FileModes.Text(file.Mode));
            json.WriteNumberValue(component is null ? -1 : indices.GetValueOrDefault(component, -1));
            json.WriteStringValue(file.Kind == ImageFileKind.Symlink ? PrintableText.Of(file.LinkTarget) : file.Sha256);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WritePrograms(Utf8JsonWriter json, ImageReport report)
    {
        json.WriteStartArray("programs");
        foreach (var (listed, index) in report.Rootfs.Files.Select((listed, index) => (listed, index)))
        {
            if (report.Programs.GetValueOrDefault(listed.File.Path) is not { Count: > 0 } units)
            {
                continue;
            }

            json.WriteStartArray();
            json.WriteNumberValue(index);
            json.WriteStartArray();
            foreach (var unit in units.Take(MostUnits))
            {
                WriteNamed(json, unit.Name, unit.SizeBytes);
            }

            json.WriteEndArray();
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteSteps(Utf8JsonWriter json, BuildTimeline? run)
    {
        var kinds = run is null ? [] : TimelineSection.Kinds(run);
        var indices = kinds.Select((kind, index) => (kind, index)).ToDictionary(entry => entry.kind, entry => entry.index, StringComparer.Ordinal);
        json.WriteStartArray("kinds");
        foreach (var kind in kinds)
        {
            WriteNamed(json, kind, Math.Min(indices[kind], ComponentShare.Colours - 1));
        }

        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (var step in run?.Steps ?? [])
        {
            json.WriteStartArray();
            json.WriteNumberValue(indices[step.Kind]);
            json.WriteStringValue(PrintableText.Of(step.Label));
            json.WriteNumberValue((long)step.Start.TotalMilliseconds);
            json.WriteNumberValue((long)step.Length.TotalMilliseconds);
            json.WriteStringValue(PrintableText.Of(step.Reason));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteNamed(Utf8JsonWriter json, string name, long number)
    {
        json.WriteStartArray();
        json.WriteStringValue(PrintableText.Of(name));
        json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
