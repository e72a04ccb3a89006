using System.Globalization;
using OpenLinux.Images.Contents;

namespace OpenLinux.Host.Reporting;

/// <summary>A comparison for people: + for what is new, - for what is gone, ~ for what changed; times alone are summed up.</summary>
public sealed class DifferenceReport(ContentsDifference difference, IReadOnlyDictionary<string, string> owners)
{
    private readonly PathOwners owners = new(owners);
    private readonly List<FileChange> told = [.. difference.Files.Where(change => !change.IsTouchedOnly)];
    private readonly List<FileChange> touched = [.. difference.Files.Where(change => change.IsTouchedOnly)];

    public void Print(TextWriter writer)
    {
        writer.WriteLine($"--- {Title(difference.Old)}");
        writer.WriteLine($"+++ {Title(difference.New)}");
        writer.WriteLine();
        PrintFiles(writer);
        PrintComponents(writer);
        PrintFields(writer);
    }

    private void PrintFiles(TextWriter writer)
    {
        TextTable.Print(
            writer,
            told.Select(change => new[]
            {
                Mark(change), (change.New ?? change.Old)!.Permissions(), Signed(change.SizeDelta), change.Path, OwnerOf(change), Detail(change),
            })
            .Prepend(["", "mode", "bytes", "path", "component", "what"]),
            right: 2);
        writer.WriteLine($"{Count(told, change => change.IsAdded)} added, {Count(told, change => change.IsRemoved)} removed, "
            + $"{Count(told, IsChanged)} changed, {difference.Same} the same");
        if (touched.Count > 0)
        {
            writer.WriteLine($"{touched.Count} more differ in modification time alone: {Span(touched, change => change.Old!)} -> {Span(touched, change => change.New!)}");
        }

        writer.WriteLine();
    }

    private void PrintComponents(TextWriter writer)
    {
        var components = told.GroupBy(OwnerOf).OrderBy(component => component.Key, StringComparer.Ordinal).ToList();
        if (components.Count == 0)
        {
            return;
        }

        var rows = components.Select(component => new[]
        {
            component.Key,
            Count(component, change => change.IsAdded),
            Count(component, change => change.IsRemoved),
            Count(component, IsChanged),
            Signed(component.Sum(change => change.SizeDelta)),
        });
        TextTable.Print(writer, rows.Prepend(["component", "added", "removed", "changed", "bytes"]), right: [1, 2, 3, 4]);
        writer.WriteLine();
    }

    private void PrintFields(TextWriter writer)
    {
        switch (difference.Fields)
        {
            case null:
                writer.WriteLine($"configuration: {difference.Old.Name} has none");
                break;
            case []:
                writer.WriteLine("configuration: the same");
                break;
            default:
                writer.WriteLine("configuration");
                TextTable.Print(writer, difference.Fields.Select(change => new[]
                {
                    change.Old is null ? "+" : change.New is null ? "-" : "~",
                    change.Field,
                    change is { Old: { } old, New: { } @new } ? $"{old} -> {@new}" : (change.New ?? change.Old)!,
                }));
                break;
        }
    }

    private string OwnerOf(FileChange change) => change.IsRemoved ? PathOwners.Unknown : owners.Of(change.Path);

    private static string Count(IEnumerable<FileChange> changes, Func<FileChange, bool> counted) =>
        changes.Count(counted).ToString(CultureInfo.InvariantCulture);

    private static bool IsChanged(FileChange change) => !change.IsAdded && !change.IsRemoved;

    private static string Title(ImageContents image) => string.Create(
        CultureInfo.InvariantCulture,
        $"{image.Name}{(image.Config is null ? "" : $", {image.Config.Platform}")}, {image.Files.Count} paths, {image.SizeBytes:N0} bytes");

    private static string Mark(FileChange change) => change.IsAdded ? "+" : change.IsRemoved ? "-" : "~";

    private static string Signed(long bytes) => bytes.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture);

    /// <summary>A change says all but the time, which changes with the rest.</summary>
    private static string Detail(FileChange change) => IsChanged(change)
        ? (change with { Fields = change.Fields & ~FileFields.ModificationTime }).Describe()
        : (change.New ?? change.Old)! is { LinkTarget: { Length: > 0 } target } ? $"-> {target}" : "";

    private static string Span(List<FileChange> changes, Func<FileChange, ImageFile> side)
    {
        var (first, last) = (changes.Min(change => side(change).Modified), changes.Max(change => side(change).Modified));
        return first == last ? FileChangeText.Time(first) : $"{FileChangeText.Time(first)} to {FileChangeText.Time(last)}";
    }
}
