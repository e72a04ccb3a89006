namespace OpenLinux.Bench.Results;

/// <summary>The table in docs/benchmarks.md, between its two marks.</summary>
internal static class ResultDocument
{
    private const string Begin = "<!-- benchmarks: written by UPDATE_GOLDEN=1 ./build.sh --target=Bench -->";
    private const string End = "<!-- benchmarks: end -->";

    public static void Write(string path, IReadOnlyList<RowResult> rows)
    {
        var text = File.ReadAllText(path);
        var (start, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (start < 0 || end < start)
        {
            throw new BenchException($"{path} lacks the marks between which the table stands");
        }

        var places = rows.GroupBy(row => (row.Machine, Day: row.Date.ToString("yyyy-MM-dd"), row.Revision))
            .Select(place => $"Measured {place.Key.Day} at {place.Key.Revision}, rows {string.Join(", ", place.Select(row => row.Id))}: {place.Key.Machine}.");
        File.WriteAllText(path, $"{text[..(start + Begin.Length)]}\n\n{ResultTable.Markdown(rows)}\n\n{string.Join('\n', places)}\n\n{text[end..]}");
    }
}
