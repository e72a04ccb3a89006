using OpenLinux.Report.Markup;
using OpenLinux.Report.Model;

namespace OpenLinux.Report.Sections;

/// <summary>Where the bytes are: two tables, which the scripts draw a treemap above.</summary>
internal static class ImageSection
{
    public const string Id = "image";

    /// <summary>Of a root with more entries, the rest is summed up.</summary>
    private const int MostRows = 24;

    private sealed record Row(string Name, int Colour, int Files, int Links, long SizeBytes);

    public static Html Of(ImageReport report)
    {
        var whole = report.Rootfs.SizeBytes;
        var components = report.Shares.Where(share => share.Files + share.Links > 0)
            .OrderByDescending(share => share.SizeBytes).ThenBy(share => share.Name, StringComparer.Ordinal)
            .Select(share => new Row(share.Name, share.Colour, share.Files, share.Links, share.SizeBytes));
        var directories = DirectoryShare.Of(report.Rootfs)
            .Select(share => new Row(share.Path, ComponentShare.Colours, share.Files, share.Links, share.SizeBytes));
        return Html.Of($"""

            <section aria-labelledby="{Id}">{Marks.Heading(Id, "Image", Html.Of($"{Figures.Bytes(whole)} in the root filesystem, by component and by directory."))}
            <div id="treemap" class="treemap" hidden></div>
            <div class="pair">
            {Table("By component", "Component", [.. components], whole)}
            {Table("By directory", "Directory", [.. directories], whole)}
            </div>
            </section>
            """);
    }

    private static Html Table(string caption, string first, IReadOnlyList<Row> rows, long whole) => Html.Of($"""
        <table class="shares">
        <caption>{caption}</caption>
        <thead><tr><th scope="col">{first}</th><th scope="col" class="number">Size</th><th scope="col" class="number">Share</th><th scope="col" class="number">Files</th><th scope="col" class="number">Links</th></tr></thead>
        <tbody>
        {rows.Take(MostRows).Append(Rest(rows)).OfType<Row>().Select(row => Html.Of($"""
        <tr><th scope="row">{Swatch(row.Colour)}{row.Name}{Marks.Bar(row.SizeBytes, whole, row.Colour)}</th><td class="number">{Figures.Bytes(row.SizeBytes)}</td><td class="number">{Figures.Share(row.SizeBytes, whole)}</td><td class="number">{Figures.Count(row.Files)}</td><td class="number">{Figures.Count(row.Links)}</td></tr>

        """))}
        </tbody>
        </table>
        """);

    private static Html Swatch(int colour) => colour < ComponentShare.Colours ? Marks.Swatch(colour) : Html.Empty;

    private static Row? Rest(IReadOnlyList<Row> rows) => rows.Count <= MostRows ? null : new Row(
        $"{Figures.Count(rows.Count - MostRows)} more",
        ComponentShare.Colours - 1,
        rows.Skip(MostRows).Sum(row => row.Files),
        rows.Skip(MostRows).Sum(row => row.Links),
        rows.Skip(MostRows).Sum(row => row.SizeBytes));
}
