namespace OpenLinux.Bench.Rows;

/// <summary>Every row, in the order of the table.</summary>
internal static class RowCatalog
{
    public static readonly IReadOnlyList<Row> All =
    [
        new ColdUnits(),
        new ColdOpenLinux(),
        new WarmUnits(),
        new EditedUnit(),
        new WarmImage(),
        new ChangedOption(),
        new LostOutputs(),
        new PackedFiles(),
        new EditedFile(),
        new WarmFiles(),
    ];

    public static IReadOnlyList<string> Ids => [.. All.Select(row => row.Id)];

    /// <param name="only">As in "a,d"; null for all.</param>
    /// <exception cref="BenchException">There is no such row.</exception>
    public static IReadOnlyList<Row> Select(string? only)
    {
        var wanted = only?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [.. Ids];
        return wanted.FirstOrDefault(id => !Ids.Contains(id)) is { } unknown
            ? throw new BenchException($"there is no row '{unknown}'; the rows are {string.Join(", ", Ids)}")
            : [.. All.Where(row => wanted.Contains(row.Id))];
    }
}
