using System.Security;
using System.Text;

namespace OpenLinux.Bench.Results;

/// <summary>Results as an SVG: bars for each row, on a logarithmic scale, as the rows are a thousandfold apart.</summary>
internal static class ResultChart
{
    private const int Left = 330, Scale = 480, BarHeight = 14, Gap = 14;
    private const double Least = 0.01;

    public static string Svg(IReadOnlyList<RowResult> rows)
    {
        var most = Math.Max(1, rows.SelectMany(row => row.Contestants).Select(contestant => contestant.Median).DefaultIfEmpty(1).Max());
        var body = new StringBuilder();
        var y = 40;
        foreach (var row in rows)
        {
            Text(body, 10, y + BarHeight - 2, $"({row.Id}) {row.Work}", "end-of-row");
            foreach (var (contestant, index) in row.Contestants.Select((contestant, index) => (contestant, index)))
            {
                var width = Math.Max(1, Math.Log(Math.Max(contestant.Median, Least) / Least) / Math.Log(most / Least) * Scale);
                body.Append(FormattableString.Invariant($"<rect x=\"{Left}\" y=\"{y}\" width=\"{width:0}\" height=\"{BarHeight - 2}\" class=\"{(index == 0 ? "ours" : "peer")}\"/>\n"));
                Text(body, Left + (int)width + 6, y + BarHeight - 3, FormattableString.Invariant($"{contestant.Name} {contestant.Median:0.###} s"), "value");
                y += BarHeight;
            }

            y += Gap;
        }

        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Left + Scale + 190}" height="{y}" font-family="sans-serif" font-size="11">
            <style>.ours {"{"} fill: #1a7f4b {"}"} .peer {"{"} fill: #9aa4ad {"}"} text {"{"} fill: #222 {"}"}</style>
            <rect width="100%" height="100%" fill="#fff"/>
            <text x="10" y="20" font-size="13">Seconds, median, logarithmic; shorter is better</text>
            {body}</svg>

            """;
    }

    private static void Text(StringBuilder to, int x, int y, string text, string kind) =>
        to.Append(FormattableString.Invariant($"<text x=\"{x}\" y=\"{y}\" class=\"{kind}\">{SecurityElement.Escape(text)}</text>\n"));
}
