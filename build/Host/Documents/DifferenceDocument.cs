using System.Text.Json;
using OpenLinux.Common.Files;
using OpenLinux.Host.Reporting;
using OpenLinux.Oci.Contents;

namespace OpenLinux.Host.Documents;

/// <summary>What <c>diff --json</c> prints. The names of members are a promise (docs/command-line.md).</summary>
internal static class DifferenceDocument
{
    private static readonly (FileFields Field, string Name)[] FieldNames =
    [
        (FileFields.Type, "type"),
        (FileFields.Content, "content"),
        (FileFields.Link, "link"),
        (FileFields.Mode, "mode"),
        (FileFields.Owner, "owner"),
        (FileFields.ModificationTime, "modified"),
    ];

    /// <param name="reports">By architecture.</param>
    public static void Write(Utf8JsonWriter json, IEnumerable<(string Architecture, DifferenceReport Report)> reports) =>
        json.WriteObjects("comparisons", reports, compared => Write(json, compared.Architecture, compared.Report));

    private static void Write(Utf8JsonWriter json, string architecture, DifferenceReport report)
    {
        var difference = report.Difference;
        json.WriteString("architecture", architecture);
        WriteImage(json, "old", difference.Old);
        WriteImage(json, "new", difference.New);
        json.WriteNumber("same", difference.Same);
        json.WriteObjects("files", difference.Files, change =>
        {
            json.WriteString("path", change.Path);
            json.WriteString("change", change.IsAdded ? "added" : change.IsRemoved ? "removed" : "changed");
            json.WriteString("component", report.OwnerOf(change));
            json.WriteNumber("size_delta_bytes", change.SizeDelta);
            json.WriteStrings("fields", FieldNames.Where(field => change.Fields.HasFlag(field.Field)).Select(field => field.Name));
            WriteFile(json, "old", change.Old);
            WriteFile(json, "new", change.New);
        });
        WriteFields(json, difference.Fields);
    }

    private static void WriteImage(Utf8JsonWriter json, string name, ImageContents image)
    {
        json.WriteStartObject(name);
        json.WriteString("name", image.Name);
        json.WriteString("platform", image.Config?.Platform);
        json.WriteNumber("paths", image.Files.Count);
        json.WriteNumber("size_bytes", image.SizeBytes);
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, string name, ImageFile? file)
    {
        if (file is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("type", file.Kind switch
        {
            ImageFileKind.CharacterDevice => "character_device",
            ImageFileKind.BlockDevice => "block_device",
            _ => file.Kind.ToString().ToLowerInvariant(),
        });
        json.WriteString("mode", FileModes.Text(file.Mode));
        json.WriteNumber("uid", file.Uid);
        json.WriteNumber("gid", file.Gid);
        if (file.Modified is { } modified)
        {
            json.WriteNumber("modified", modified);
        }
        else
        {
            json.WriteNull("modified");
        }

        json.WriteNumber("size_bytes", file.SizeBytes);
        json.WriteString("sha256", file.Sha256.Length == 0 ? null : file.Sha256);
        json.WriteString("link_target", file.LinkTarget.Length == 0 ? null : file.LinkTarget);
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<FieldChange>? fields)
    {
        const string Name = "configuration";
        if (fields is null)
        {
            json.WriteNull(Name);
            return;
        }

        json.WriteObjects(Name, fields, change =>
        {
            var (field, old, @new) = change;
            json.WriteString("field", field);
            json.WriteString("old", old);
            json.WriteString("new", @new);
        });
    }
}
