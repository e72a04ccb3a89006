using OpenLinux.Common.Text;

namespace OpenLinux.Host.Reporting;

/// <summary>Rows in columns that are as wide as they need to be; nothing at all where there is no row.</summary>
/// <param name="right">The columns that are set to the right.</param>
internal sealed class TextTable(params int[] right)
{
    private const string Gap = "  ";

    private readonly List<string[]> rows = [];

    public IReadOnlyList<string>? Heading { get; init; }

    /// <param name="cells">As many as in every other row.</param>
    public void Add(params string[] cells) => rows.Add(Array.ConvertAll(cells, PrintableText.Of));

    public void Print(TextWriter writer)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var all = Heading is null ? rows : [[.. Heading], .. rows];
        var widths = rows[0].Select((_, column) => all.Max(row => row[column].Length)).ToList();
        foreach (var row in all)
        {
            var padded = row.Select((cell, column) => right.Contains(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            writer.WriteLine(string.Join(Gap, padded).TrimEnd());
        }
    }
}
