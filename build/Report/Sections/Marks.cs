using System.Globalization;
using OpenLinux.Report.Markup;

namespace OpenLinux.Report.Sections;

/// <summary>What several sections draw. Widths are attributes of SVG: the page's policy lets no style into its elements.</summary>
internal static class Marks
{
    public static Html Swatch(int colour) => Html.Of($"<i class=\"swatch c{colour}\" aria-hidden=\"true\"></i>");

    /// <summary>A bar as long as a part's share of the whole.</summary>
    public static Html Bar(long part, long whole, int colour) => Html.Of($"""
        <svg class="bar c{colour}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect width="{Percent(part, whole)}" height="6"/></svg>
        """);

    /// <summary>A heading that the page's navigation leads to, with a sentence below it.</summary>
    public static Html Heading(string id, string title, Html lead) => Html.Of($"""

        <h2 id="{id}">{title}</h2>
        <p class="lead">{lead}</p>
        """);

    /// <summary>What stands where there is nothing to show.</summary>
    public static Html Empty(string text) => Html.Of($"""<p class="empty">{text}</p>""");

    /// <summary>A digest, all of it, and set so that its beginning shows.</summary>
    public static Html Hash(string hash) => Html.Of($"""<code class="hash">{hash}</code>""");

    private static string Percent(long part, long whole) =>
        whole == 0 ? "0" : (100.0 * part / whole).ToString("0.###", CultureInfo.InvariantCulture);
}
