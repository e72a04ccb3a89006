using System.Text;

namespace OpenLinux.Host.Progress;

/// <summary>
/// Some rows below all that was printed on a terminal, drawn again and again. Whatever else goes there is written through
/// <see cref="Aside"/>, which takes the rows away first. Nothing about the terminal is set, so that whatever ends the run leaves it as it was.
/// </summary>
/// <param name="terminal">Where the rows go.</param>
/// <param name="columns">Of the terminal, as they are now.</param>
internal sealed class TerminalBlock(Stream terminal, Func<int> columns)
{
    /// <summary>To the first column, and away with all from there (ECMA-48: CR, ED).</summary>
    private const string Erase = "\r\e[J";

    /// <summary>What rmkx is wherever smkx is what .NET sends: normal cursor keys (DECCKM) and a numeric keypad (DECKPNM).</summary>
    private const string KeysAsBefore = "\e[?1l\e>";

    private readonly Lock gate = new();
    private IReadOnlyList<int> drawn = [];
    private bool isMidLine;
    private bool isSuspended;

    /// <summary>Draws the rows in place of those before; each is cut to the width.</summary>
    /// <param name="prefix">Sequences that take no room.</param>
    public void Show(IEnumerable<string> rows, string prefix = "")
    {
        lock (gate)
        {
            if (isMidLine || isSuspended)
            {
                return;
            }

            // A row that fills the last column leaves the cursor where terminals disagree about.
            var width = columns();
            var fitted = rows.Select(row => TerminalText.Fit(row, width - 1)).ToList();
            Send($"{prefix}{Back(width)}{string.Join('\n', fitted)}");
            drawn = [.. fitted.Select(TerminalText.Columns)];
        }
    }

    /// <summary>Takes the rows away.</summary>
    /// <param name="suffix">Sequences that take no room.</param>
    public void Clear(string suffix = "")
    {
        lock (gate)
        {
            Send($"{Back(columns())}{suffix}");
            drawn = [];
        }
    }

    /// <summary>Nothing is drawn any more, and the terminal is as it was: .NET has keys send what applications want (terminfo: smkx) and leaves it so.</summary>
    public void Close()
    {
        Clear(KeysAsBefore);
        isSuspended = true;
    }

    /// <summary>Until it is disposed of, something is written that stays.</summary>
    /// <param name="endsLine">Whether the cursor is at the beginning of a line after it.</param>
    public IDisposable Aside(bool endsLine)
    {
        gate.Enter();
        Clear();
        isMidLine = !endsLine;
        return new Turn(gate);
    }

    /// <summary>Until it is disposed of, the terminal is someone else's: a container's, a package manager's.</summary>
    public IDisposable Suspend()
    {
        lock (gate)
        {
            Clear();
            isSuspended = true;
        }

        return new Suspension(this);
    }

    /// <summary>The way back to the first row; in a terminal that has become narrower, a row is several.</summary>
    private string Back(int width)
    {
        if (drawn.Count == 0)
        {
            return "";
        }

        var rows = drawn.Sum(length => Math.Max(1, (length + width - 1) / width)) - 1;
        return rows == 0 ? Erase : $"\e[{rows}A{Erase}";
    }

    private void Send(string text)
    {
        try
        {
            if (text.Length > 0)
            {
                terminal.Write(Encoding.UTF8.GetBytes(text));
                terminal.Flush();
            }
        }
        catch (IOException)
        {
            // The terminal has gone; what the run makes does not depend on it.
        }
    }

    private sealed class Turn(Lock gate) : IDisposable
    {
        public void Dispose() => gate.Exit();
    }

    private sealed class Suspension(TerminalBlock block) : IDisposable
    {
        public void Dispose()
        {
            lock (block.gate)
            {
                block.isSuspended = false;
            }
        }
    }
}
