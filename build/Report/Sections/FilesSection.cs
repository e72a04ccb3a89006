using OpenLinux.Common.Files;
using OpenLinux.Oci.Contents;
using OpenLinux.Report.Markup;
using OpenLinux.Report.Model;

namespace OpenLinux.Report.Sections;

/// <summary>Every path, as a table that the scripts filter and sort.</summary>
internal static class FilesSection
{
    public const string Id = "files";

    /// <summary>Without scripts a page of more rows is of no use, and with them it has all from the data.</summary>
    public const int MostRows = 1_000;

    public static Html Of(ImageReport report)
    {
        var files = report.Rootfs.Files;
        var shown = files.OrderByDescending(listed => listed.File.SizeBytes).ThenBy(listed => listed.File.Path, StringComparer.Ordinal).Take(MostRows);
        return Html.Of($"""

            <section aria-labelledby="{Id}">{Marks.Heading(Id, "Files", Html.Of($"Every path of the root filesystem, with the SHA-256 of what is in it."))}
            <form id="filter" class="filter" role="search" aria-label="Files" hidden></form>
            <table class="stack" id="file-table">
            <caption>{Figures.Counted(files.Count, "path")}{(files.Count > MostRows ? $", of which the {Figures.Count(MostRows)} largest are shown" : "")}</caption>
            <thead><tr><th scope="col">Path</th><th scope="col" class="number">Size</th><th scope="col">Mode</th><th scope="col">Component</th><th scope="col">SHA-256 or target</th></tr></thead>
            <tbody>
            {shown.Select(Row)}
            </tbody>
            </table>
            <p id="file-more" class="more" hidden></p>
            </section>
            """);
    }

    private static Html Row(ListedFile listed)
    {
        var (file, component) = listed;
        return Html.Of($"""
            <tr><th scope="row" class="path">{file.Path}{(file.Kind == ImageFileKind.Directory ? "/" : "")}</th><td class="number">{(file.Kind == ImageFileKind.File ? Figures.Bytes(file.SizeBytes) : "–")}</td><td><code>{FileModes.Text(file.Mode)}</code></td><td>{component ?? "–"}</td><td>{What(file)}</td></tr>

            """);
    }

    private static Html What(ImageFile file) => file.Kind switch
    {
        ImageFileKind.File => Marks.Hash(file.Sha256),
        ImageFileKind.Symlink => Html.Of($"""<span class="target">→ {file.LinkTarget}</span>"""),
        _ => Html.Of($"""<span class="aside">directory</span>"""),
    };
}
