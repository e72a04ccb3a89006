using System.Text.RegularExpressions;
using OpenLinux.Common.Processes;

namespace OpenLinux.Host.Reporting;

/// <summary>
/// Warnings and failures in a terminal's width: what stands behind a label is broken between words, and goes on below its beginning. Commands on
/// lines of their own are copied as they are. A compiler's messages go on a little to the right; its other lines, such as those with its marks, stay.
/// </summary>
internal static partial class LabelledText
{
    private const int HangingIndent = 2;

    /// <summary>As it goes to standard error: fitted where that is a terminal, and else as it is.</summary>
    public static string ForError(string text) => Terminal.IsErrorCapable ? Fit(text, Terminal.ErrorColumns() - 1) : text;

    /// <param name="width">In columns.</param>
    public static string Fit(string text, int width) => string.Join('\n', text.Split('\n').SelectMany(line => Fitted(line, width)));

    private static IEnumerable<string> Fitted(string line, int width)
    {
        if (line.Length <= width)
        {
            return [line];
        }

        if (Label().Match(line) is { Success: true } label)
        {
            return WrappedText.Lines(label.Value, line[label.Length..], label.Length, width);
        }

        return Diagnostic().Match(line) is { Success: true } place
            ? WrappedText.Lines(place.Value, line[place.Length..], place.Groups["margin"].Length + HangingIndent, width)
            : [line];
    }

    [GeneratedRegex(@"^ *[A-Za-z][A-Za-z0-9]*: +")]
    private static partial Regex Label();

    /// <summary>As compilers begin what they have to say.</summary>
    [GeneratedRegex(@"^(?<margin> *)[^ :]+:\d+:\d+: ")]
    private static partial Regex Diagnostic();
}
