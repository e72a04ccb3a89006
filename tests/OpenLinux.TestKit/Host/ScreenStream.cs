using System.Text;
using System.Text.RegularExpressions;

namespace OpenLinux.TestKit.Host;

/// <summary>A terminal as far as a run draws on it: text that wraps at the last column, CR, LF, and of ECMA-48 CUU and ED; what keys send (.NET sets it) is none of its matters.</summary>
internal sealed partial class ScreenStream(int columns) : MemoryStream
{
    private readonly List<char[]> rows = [new char[columns]];
    private int row;
    private int column;

    public int Columns { get; set; } = columns;

    /// <summary>Operating system commands (OSC), which take no room.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>What people see, without blanks at the ends.</summary>
    public string Text => string.Join('\n', rows.Select(line => new string(line).Replace('\0', ' ').TrimEnd())).TrimEnd();

    public override void Write(byte[] buffer, int offset, int count) => Draw(Encoding.UTF8.GetString(buffer, offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => Draw(Encoding.UTF8.GetString(buffer));

    private void Draw(string text)
    {
        foreach (Match part in Sequence().Matches(text))
        {
            switch (part.Value)
            {
                case "\r":
                    column = 0;
                    break;
                case "\n":
                    NextRow();
                    break;
                case ['\e', ']', ..]:
                    Commands.Add(part.Value);
                    break;
                case ['\e', '[', .. var up, 'A']:
                    row = Math.Max(0, row - int.Parse(up, System.Globalization.CultureInfo.InvariantCulture));
                    break;
                case "\e[?1h" or "\e[?1l" or "\e=" or "\e>":
                    break;
                case "\e[J":
                    Array.Clear(rows[row], column, rows[row].Length - column);
                    rows.RemoveRange(row + 1, rows.Count - row - 1);
                    break;
                case [>= ' '] character:
                    Put(character[0]);
                    break;
                default:
                    throw new InvalidOperationException($"Nobody draws {part.Value.Replace("\e", "ESC", StringComparison.Ordinal)}.");
            }
        }
    }

    private void Put(char character)
    {
        if (column == Columns)
        {
            NextRow();
        }

        rows[row][column++] = character;
    }

    private void NextRow()
    {
        column = 0;
        if (++row == rows.Count)
        {
            rows.Add(new char[Columns]);
        }
    }

    [GeneratedRegex(@"\e\][^\e]*\e\\|\e\[[0-9;?]*[A-Za-z]|\e.|.|\n", RegexOptions.Singleline)]
    private static partial Regex Sequence();
}
