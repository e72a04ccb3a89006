using System.Security.Cryptography;
using System.Text;
using OpenLinux.Common.Text;
using OpenLinux.Papers.Bom;
using OpenLinux.Report.Markup;
using OpenLinux.Report.Model;
using OpenLinux.Report.Sections;

namespace OpenLinux.Report.Pages;

/// <summary>
/// A report as one HTML file. All that it runs and looks like is in it, and its policy (Content Security Policy Level 3) lets nothing else in: the
/// style and the script are named by their hashes, so that no text of a root filesystem could become one even if it were not escaped.
/// </summary>
public static class ReportPage
{
    private static readonly (string Id, string Title)[] Parts =
    [
        (ImageSection.Id, "Image"),
        (ChangesSection.Id, "Changes"),
        (VettingSection.Id, "Vetting"),
        (ComponentsSection.Id, "Components"),
        (TimelineSection.Id, "Timeline"),
        (FilesSection.Id, "Files"),
    ];

    /// <returns>UTF-8, the same bytes for the same report.</returns>
    public static byte[] Write(ImageReport report) => Encoding.UTF8.GetBytes(Page(report).ToString());

    private static Html Page(ImageReport report) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{Policy()}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>{report.Product.FullName}: report</title>
        <link rel="icon" href="{PageResources.Icon}">
        <style>{Html.Trusted(PageResources.Style)}</style>
        </head>
        <body>
        <a class="skip" href="#{ImageSection.Id}">Skip to the image</a>
        <header>
        <p class="eyebrow">OpenLinux Build</p>
        <h1>{Product.Name} <span>{report.Product.Version}</span></h1>
        <p class="platform">{report.Product.Architecture}, {report.Product.Platform}</p>
        </header>
        <nav aria-label="Sections"><ul>{Parts.Select(part => Html.Of($"""<li><a href="#{part.Id}">{part.Title}</a></li>"""))}</ul></nav>
        <main>
        {Overview.Of(report)}{ImageSection.Of(report)}{ChangesSection.Of(report)}{VettingSection.Of(report)}{ComponentsSection.Of(report)}{TimelineSection.Of(report)}{FilesSection.Of(report)}
        </main>
        {Footer(report)}
        <script type="application/json" id="data">{Html.Trusted(ReportData.Of(report))}</script>
        <script>{Html.Trusted(PageResources.Script)}</script>
        </body>
        </html>

        """);

    private static Html Footer(ImageReport report) => Html.Of($"""
        <footer>
        <dl>
        <div><dt>Tarball</dt><dd>{report.Rootfs.Tarball}</dd></div>
        <div><dt>SHA-256</dt><dd><code>{report.Rootfs.Content.Hash}</code></dd></div>
        {(report.Product.Tarball is { } tarball ? Html.Of($"<div><dt>diff_id</dt><dd><code>{tarball.DiffId.Hash}</code></dd></div>") : Html.Empty)}
        <div><dt>Time of its files</dt><dd>{Rfc3339.Text(report.Product.Created)}</dd></div>
        </dl>
        <p>This page is one file and asks nothing of any network. The same root filesystem, the same last one and the same run give the same page.</p>
        </footer>
        """);

    private static string Policy() =>
        $"default-src 'none'; img-src data:; style-src {SourceOf(PageResources.Style)}; script-src {SourceOf(PageResources.Script)}; base-uri 'none'; form-action 'none'";

    private static string SourceOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
