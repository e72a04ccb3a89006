using OpenLinux.Oci.Contents;
using OpenLinux.Report.Markup;
using OpenLinux.Report.Model;

namespace OpenLinux.Report.Sections;

/// <summary>What was added, removed and changed since the last root filesystem of this architecture.</summary>
internal sealed class ChangesSection
{
    public const string Id = "changes";

    /// <summary>A root filesystem that is another one altogether is no list that anyone reads.</summary>
    private const int MostRows = 500;

    private readonly ImageReport report;
    private readonly Dictionary<string, string?> owners;

    private ChangesSection(ImageReport report, RootfsListing before)
    {
        this.report = report;
        owners = before.Files.Concat(report.Rootfs.Files).GroupBy(listed => listed.File.Path, StringComparer.Ordinal)
            .ToDictionary(path => path.Key, path => path.Last().Component, StringComparer.Ordinal);
    }

    public static Html Of(ImageReport report) => Html.Of($"""

        <section aria-labelledby="{Id}">{Body(report)}
        </section>
        """);

    private static Html Body(ImageReport report) => (report.Before, report.Changes) switch
    {
        ({ } before, { Files.Count: > 0 } changes) => new ChangesSection(report, before).Tables(before, changes),
        ({ } before, _) => Html.Of($"""
            {Marks.Heading(Id, "Changes", Since(before))}
            {Marks.Empty("No path was added, removed or changed: only what the tarball says beside them differs, such as the time that all of them bear.")}
            """),
        _ => Html.Of($"""
            {Marks.Heading(Id, "Changes", Html.Of($"Since the last root filesystem of {report.Product.Architecture}."))}
            {Marks.Empty($"This is the first root filesystem of {report.Product.Architecture} that this checkout has made. Once there is one that differs, what was added, removed and changed stands here.")}
            """),
    };

    private static Html Since(RootfsListing before) =>
        Html.Of($"Since {before.Tarball}, {Figures.Bytes(before.SizeBytes)}, sha256 {before.Content.Short}….");

    private Html Tables(RootfsListing before, ContentsDifference changes) => Html.Of($"""
        {Marks.Heading(Id, "Changes", Since(before))}
        <table class="shares">
        <caption>By component</caption>
        <thead><tr><th scope="col">Component</th><th scope="col" class="number">Added</th><th scope="col" class="number">Removed</th><th scope="col" class="number">Changed</th><th scope="col" class="number">Size</th></tr></thead>
        <tbody>
        {changes.Files.GroupBy(change => owners[change.Path] ?? "").OrderBy(group => group.Key, StringComparer.Ordinal).Select(Component)}
        </tbody>
        </table>
        <table class="stack">
        <caption>{Figures.Counted(changes.Files.Count, "path")}; {Figures.Count(changes.Same)} the same</caption>
        <thead><tr><th scope="col">Path</th><th scope="col">What</th><th scope="col">Component</th><th scope="col" class="number">Size</th></tr></thead>
        <tbody>
        {changes.Files.OrderByDescending(change => Math.Abs(change.SizeDelta)).ThenBy(change => change.Path, StringComparer.Ordinal).Take(MostRows).Select(Row)}
        </tbody>
        </table>
        {(changes.Files.Count > MostRows ? Marks.Empty($"{Figures.Count(changes.Files.Count - MostRows)} more, of smaller differences, are not listed; ./build.sh --target=Diff lists all between any two images.") : Html.Empty)}
        """);

    private Html Component(IGrouping<string, FileChange> group) => Html.Of($"""
        <tr><th scope="row">{Swatch(group.Key)}{(group.Key.Length == 0 ? "–" : group.Key)}</th><td class="number">{Figures.Count(group.Count(change => change.IsAdded))}</td><td class="number">{Figures.Count(group.Count(change => change.IsRemoved))}</td><td class="number">{Figures.Count(group.Count(change => change is { IsAdded: false, IsRemoved: false }))}</td><td class="number">{Figures.Difference(group.Sum(change => change.SizeDelta))}</td></tr>

        """);

    private Html Row(FileChange change) => Html.Of($"""
        <tr class="{Class(change)}"><th scope="row" class="path">{change.Path}</th><td><span class="mark">{change.Describe()}</span></td><td>{owners[change.Path] ?? "–"}</td><td class="number">{Figures.Difference(change.SizeDelta)}</td></tr>

        """);

    private Html Swatch(string component) => report.ShareOf(component) is { } share ? Marks.Swatch(share.Colour) : Html.Empty;

    private static string Class(FileChange change) => change.IsAdded ? "added" : change.IsRemoved ? "removed" : "changed";
}
