using System.Text.RegularExpressions;

namespace OpenLinux.Host.Reporting;

/// <summary>
/// Warnings and failures in a terminal's width: what stands behind a label is broken between words, and goes on below its beginning. Commands on
/// lines of their own are copied as they are. A compiler's messages go on a little to the right; its other lines, such as those with its marks, stay.
/// </summary>
internal static partial class LabelledText
{
    private const int HangingIndent = 2;

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
