using OpenLinux.Engine.Provenance;
using OpenLinux.Papers.Bom;
using OpenLinux.Report.Markup;
using OpenLinux.Report.Model;

namespace OpenLinux.Report.Sections;

/// <summary>What the image was made from: versions, licences, sources with their hashes.</summary>
internal static class ComponentsSection
{
    public const string Id = "components";

    public static Html Of(ImageReport report) => Html.Of($"""

        <section aria-labelledby="{Id}">{Marks.Heading(Id, "Components", Html.Of($"What it was made from, in the order in which it was built."))}
        <table class="stack components">
        <caption>Versions, licences and sources</caption>
        <thead><tr><th scope="col">Component</th><th scope="col">Version</th><th scope="col">Licence</th><th scope="col">In the image</th><th scope="col">Sources</th></tr></thead>
        <tbody>
        {report.Shares.Where(share => share.Bom is not null).Select(share => Row(share, share.Bom!))}{(report.Product.Toolchain is { } toolchain ? Row(toolchain) : Html.Empty)}
        </tbody>
        </table>
        </section>
        """);

    private static Html Row(ComponentShare share, BomComponent component) => Html.Of($"""
        <tr><th scope="row">{Marks.Swatch(share.Colour)}{share.Name}<span class="aside">{Kind(component)}</span></th><td>{component.Entry.Version ?? "–"}</td><td>{component.Entry.Licence ?? "none stated"}</td><td>{Place(share, component)}</td><td>{Sources(component.Entry.Materials)}</td></tr>

        """);

    private static Html Row(BomToolchain toolchain) => Html.Of($"""
        <tr><th scope="row">{toolchain.Name}<span class="aside">toolchain</span></th><td>{toolchain.Version}</td><td>–</td><td>compiled it</td><td>{Sources(toolchain.Archives)}</td></tr>

        """);

    private static string Kind(BomComponent component) => component.Entry.Kind switch
    {
        ComponentKind.Library => "library",
        ComponentKind.Program => "program",
        _ => "files",
    };

    private static string Place(ComponentShare share, BomComponent component) => share switch
    {
        { Files: 0, Links: 0 } when component.IsPart => "linked into programs",
        { Files: 0, Links: 0 } => "read while building",
        { Links: 0 } => $"{Figures.Bytes(share.SizeBytes)} in {Figures.Counted(share.Files, "file")}",
        _ => $"{Figures.Bytes(share.SizeBytes)} in {Figures.Counted(share.Files, "file")}, {Figures.Counted(share.Links, "link")}",
    };

    private static Html Sources(IReadOnlyList<SourceMaterial> materials) => materials.Count == 0 ? Html.Of($"none") : Html.Of($"""
        <ul class="sources">{materials.Select(material => Html.Of($"""<li>{Name(material)} <span class="algorithm">{material.Algorithm}</span> {Marks.Hash(material.Hash)}{Elsewhere(material)}</li>"""))}</ul>
        """);

    private static Html Name(SourceMaterial material) => material.Urls is [var url, ..] ? Link(url, material.Name) : Html.Of($"<span>{material.Name}</span>");

    /// <summary>Further places that serve the same.</summary>
    private static Html Elsewhere(SourceMaterial material) => material.Urls.Count < 2 ? Html.Empty : Html.Of($"""
        <span class="aside">also {Html.Join(material.Urls.Skip(1).Select((url, index) => Html.Of($"{(index == 0 ? "" : ", ")}{Link(url, HostOf(url))}")))}</span>
        """);

    /// <summary>What is no address of the web is told and leads nowhere.</summary>
    private static Html Link(string url, string text) => IsOfTheWeb(url)
        ? Html.Of($"""<a href="{url}" rel="noreferrer noopener">{text}</a>""")
        : Html.Of($"<span>{text}</span>");

    private static bool IsOfTheWeb(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";

    private static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Host : url;
}
