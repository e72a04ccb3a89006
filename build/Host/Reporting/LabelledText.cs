using System.Text.RegularExpressions;

namespace OpenLinux.Host.Reporting;

/// <summary>
/// Warnings and failures in a terminal's width: what stands behind a label is broken between words, and goes on below its beginning. Fixes are
/// commands, to be copied as they are; and lines without a label are other programs' own.
/// </summary>
internal static partial class LabelledText
{
    /// <param name="width">In columns.</param>
    public static string Fit(string text, int width) =>
        string.Join('\n', text.Split('\n').SelectMany(line => line.Length <= width || Label().Match(line) is not { Success: true } label
            ? [line]
            : WrappedText.Lines(label.Value, line[label.Length..], label.Length, width)));

    [GeneratedRegex(@"^ *(?!fix:)[A-Za-z][A-Za-z0-9]*: +")]
    private static partial Regex Label();
}
