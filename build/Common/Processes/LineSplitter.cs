using System.Text;

namespace OpenLinux.Common.Processes;

/// <summary>Hands on each line of a text that comes in pieces. A carriage return ends one too: programs draw their progress over the line before.</summary>
internal sealed class LineSplitter(Action<string> line)
{
    private static readonly System.Buffers.SearchValues<char> Ends = System.Buffers.SearchValues.Create('\n', '\r');

    private readonly StringBuilder begun = new();
    private bool endsWithReturn;

    public void Take(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Ends) is >= 0 and var end)
        {
            // The second half of CR LF ends nothing.
            if (!(end == 0 && text[0] == '\n' && endsWithReturn && begun.Length == 0))
            {
                begun.Append(text[..end]);
                line(begun.ToString());
                begun.Clear();
            }

            endsWithReturn = text[end] == '\r';
            text = text[(end + 1)..];
        }

        endsWithReturn &= text.IsEmpty;
        begun.Append(text);
    }

    /// <summary>The last line need not have an end.</summary>
    public void End()
    {
        if (begun.Length > 0)
        {
            line(begun.ToString());
        }
    }
}
