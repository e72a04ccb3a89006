using System.Globalization;

namespace OpenLinux.Bench.Results;

/// <summary>Results as a table for the screen, and for docs/benchmarks.md.</summary>
internal static class ResultTable
{
    private static readonly string[] Heading = ["row", "work", "ours", "peer", "ratio", "must be", "memory", "runs"];

    public static string Text(IEnumerable<RowResult> rows)
    {
        var cells = rows.Select(Cells).Prepend(Heading).ToList();
        var widths = Heading.Select((_, column) => cells.Max(row => row[column].Length)).ToList();
        return string.Join('\n', cells.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
    }

    public static string Markdown(IEnumerable<RowResult> rows) => string.Join(
        '\n', rows.Select(Cells).Select(Line).Prepend(Line([.. Heading.Select(_ => "---")])).Prepend(Line(Heading)));

    private static string Line(string[] cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";

    private static string[] Cells(RowResult row) =>
    [
        $"({row.Id})",
        row.Work,
        Seconds(row.Ours.Median),
        row.Peer is null ? "–" : string.Join(", ", row.Contestants.Skip(1).Select(peer => $"{peer.Name} {Seconds(peer.Median)}")),
        row.Ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–",
        row.Wanted,
        string.Join(" / ", row.Contestants.Take(2).Select(contestant => Mebibytes(contestant.PeakBytes))),
        row.Ours.Samples.Count.ToString(CultureInfo.InvariantCulture),
    ];

    private static string Seconds(double seconds) => seconds < 10
        ? FormattableString.Invariant($"{seconds:0.000} s")
        : FormattableString.Invariant($"{seconds:0.0} s");

    private static string Mebibytes(long bytes) => FormattableString.Invariant($"{bytes / 1048576.0:0} MiB");
}
