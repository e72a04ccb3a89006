using System.Text;

namespace OpenLinux.Host.Reporting;

/// <summary>Prints rows in columns that are as wide as they need to be.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    /// <param name="rows">All of the same length.</param>
    /// <param name="right">The columns that are set to the right.</param>
    public static void Print(TextWriter writer, IEnumerable<string[]> rows, params int[] right)
    {
        var cells = rows.Select(row => Array.ConvertAll(row, Printable)).ToList();
        var widths = cells.Count == 0 ? [] : cells[0].Select((_, column) => cells.Max(row => row[column].Length)).ToList();
        foreach (var row in cells)
        {
            var padded = row.Select((cell, column) => right.Contains(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            writer.WriteLine(string.Join(Gap, padded).TrimEnd());
        }
    }

    /// <summary>Paths of someone else's tarball may hold what a terminal obeys.</summary>
    private static string Printable(string cell)
    {
        if (!cell.Any(char.IsControl))
        {
            return cell;
        }

        var text = new StringBuilder();
        foreach (var character in cell)
        {
            text.Append(char.IsControl(character) ? $"\\x{(int)character:x2}" : character.ToString());
        }

        return text.ToString();
    }
}
