namespace OpenLinux.Host.Reporting;

/// <summary>Text in lines of a width, broken between words; a word that is longer is left whole.</summary>
/// <param name="width">In columns.</param>
internal sealed class WrappedText(TextWriter writer, int width)
{
    private const int Margin = 2;

    /// <summary>Where descriptions begin, beside the labels that they belong to.</summary>
    private const int Column = 27;

    /// <summary>Below this, descriptions stand under their labels.</summary>
    private const int Narrow = 60;

    private const int NarrowColumn = 6;

    public void Blank() => writer.WriteLine();

    /// <param name="indent">Of all lines but the first, in columns.</param>
    public void Paragraph(string text, int indent = 0) => Write("", text, indent);

    /// <summary>A label, and what it stands for.</summary>
    public void Entry(string label, string text)
    {
        var start = new string(' ', Margin) + label;
        var column = width < Narrow ? NarrowColumn : Column;
        if (start.Length < column)
        {
            Write(start.PadRight(column), text, column);
            return;
        }

        writer.WriteLine(start);
        Write(new string(' ', column), text, column);
    }

    private void Write(string start, string text, int indent)
    {
        foreach (var line in Lines(start, text, indent, width))
        {
            writer.WriteLine(line);
        }
    }

    /// <param name="start">Of the first line.</param>
    /// <param name="indent">Of the others, in columns.</param>
    /// <param name="width">In columns.</param>
    public static IEnumerable<string> Lines(string start, string text, int indent, int width)
    {
        var line = start;
        var isFresh = true;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isFresh && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = new string(' ', indent);
                isFresh = true;
            }

            line += isFresh ? word : $" {word}";
            isFresh = false;
        }

        yield return line.TrimEnd();
    }
}
