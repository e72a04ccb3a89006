using System.Globalization;
using OpenLinux.Oci.Contents;

namespace OpenLinux.Host.Reporting;

/// <summary>A comparison for people: + for what is new, - for what is gone, ~ for what changed; times alone are summed up.</summary>
/// <param name="owners">Which component gives each path, relative to the root, of the new image.</param>
public sealed class DifferenceReport(ContentsDifference difference, IReadOnlyDictionary<string, string> owners)
{
    private readonly PathOwners owners = new(owners);
    private readonly List<FileChange> told = [.. difference.Files.Where(change => !change.IsTouchedOnly)];
    private readonly List<FileChange> touched = [.. difference.Files.Where(change => change.IsTouchedOnly)];

    public ContentsDifference Difference => difference;

    public void Print(TextWriter writer)
    {
        writer.WriteLine($"--- {Title(difference.Old)}");
        writer.WriteLine($"+++ {Title(difference.New)}");
        writer.WriteLine();
        PrintFiles(writer);
        writer.WriteLine();
        PrintComponents(writer);
        PrintFields(writer);
    }

    /// <returns>The component that gives the path in the new image.</returns>
    public string OwnerOf(FileChange change) => change.IsRemoved ? PathOwners.Unknown : owners.Of(change.Path);

    private void PrintFiles(TextWriter writer)
    {
        var table = new TextTable(right: 2) { Heading = ["", "mode", "bytes", "path", "component", "what"] };
        foreach (var change in told)
        {
            var file = (change.New ?? change.Old)!;
            table.Add(Mark(change.IsAdded, change.IsRemoved), file.Permissions(), Signed(change.SizeDelta), file.Path, OwnerOf(change), WhatOf(change));
        }

        table.Print(writer);
        writer.WriteLine($"{Added(told)} added, {Removed(told)} removed, {Changed(told)} changed, {difference.Same} the same");
        if (touched.Count > 0)
        {
            writer.WriteLine($"{touched.Count} more differ in modification time alone: {Span(touched, change => change.Old!)} -> {Span(touched, change => change.New!)}");
        }
    }

    private void PrintComponents(TextWriter writer)
    {
        var table = new TextTable(1, 2, 3, 4) { Heading = ["component", "added", "removed", "changed", "bytes"] };
        foreach (var component in told.GroupBy(OwnerOf).OrderBy(component => component.Key, StringComparer.Ordinal))
        {
            table.Add(component.Key, Added(component), Removed(component), Changed(component), Signed(component.Sum(change => change.SizeDelta)));
        }

        table.Print(writer);
        if (told.Count > 0)
        {
            writer.WriteLine();
        }
    }

    private void PrintFields(TextWriter writer)
    {
        writer.WriteLine(difference.Fields switch
        {
            null => $"configuration: {difference.Old.Name} has none",
            [] => "configuration: the same",
            _ => "configuration",
        });
        var table = new TextTable();
        foreach (var (field, old, @new) in difference.Fields ?? [])
        {
            table.Add(Mark(old is null, @new is null), field, old is null || @new is null ? (@new ?? old)! : $"{old} -> {@new}");
        }

        table.Print(writer);
    }

    private static string Title(ImageContents image) => string.Create(
        CultureInfo.InvariantCulture,
        $"{image.Name}{(image.Config is null ? "" : $", {image.Config.Platform}")}, {image.Files.Count} paths, {image.SizeBytes:N0} bytes");

    /// <summary>A change says all but the time, which changes with the rest.</summary>
    private static string WhatOf(FileChange change) => change is { IsAdded: false, IsRemoved: false }
        ? (change with { Fields = change.Fields & ~FileFields.ModificationTime }).Describe()
        : (change.New ?? change.Old)!.LinkTarget is { Length: > 0 } target ? $"-> {target}" : "";

    private static string Mark(bool isAdded, bool isRemoved) => isAdded ? "+" : isRemoved ? "-" : "~";

    private static string Added(IEnumerable<FileChange> changes) => Number(changes.Count(change => change.IsAdded));

    private static string Removed(IEnumerable<FileChange> changes) => Number(changes.Count(change => change.IsRemoved));

    private static string Changed(IEnumerable<FileChange> changes) => Number(changes.Count(change => change is { IsAdded: false, IsRemoved: false }));

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Signed(long bytes) => bytes.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture);

    private static string Span(List<FileChange> changes, Func<FileChange, ImageFile> side)
    {
        var (first, last) = (changes.Min(change => side(change).Modified), changes.Max(change => side(change).Modified));
        return first == last ? FileChangeText.Time(first) : $"{FileChangeText.Time(first)} to {FileChangeText.Time(last)}";
    }
}
