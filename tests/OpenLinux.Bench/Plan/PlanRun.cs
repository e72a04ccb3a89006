namespace OpenLinux.Bench.Plan;

/// <summary><c>--only=plan</c>: no row of the table, as nothing of it is measured.</summary>
internal static class PlanRun
{
    private const string Document = "--document=";

    /// <exception cref="BenchException">The document has no place for the tables.</exception>
    public static void Show(IEnumerable<string> options)
    {
        var tables = PlanTables.Markdown(PlanParameters.Measured);
        Console.WriteLine(tables);
        if (options.FirstOrDefault(option => option.StartsWith(Document, StringComparison.Ordinal)) is { } document)
        {
            PlanTables.Write(Path.Combine(Path.GetDirectoryName(document[Document.Length..])!, "remote.md"), tables);
        }
    }
}
