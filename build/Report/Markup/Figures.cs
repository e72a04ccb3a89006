using System.Globalization;

namespace OpenLinux.Report.Markup;

/// <summary>Numbers for people, the same everywhere; between a number and its unit no line ends.</summary>
public static class Figures
{
    private const string Minus = "\u2212";
    private const char Gap = '\u00a0';

    public static string Bytes(long bytes) => bytes switch
    {
        1 => $"1{Gap}byte",
        < 1_000 => Text($"{bytes}{Gap}bytes"),
        < 999_950 => Text($"{bytes / 1e3:0.0}{Gap}kB"),
        < 999_950_000 => Text($"{bytes / 1e6:0.00}{Gap}MB"),
        _ => Text($"{bytes / 1e9:0.00}{Gap}GB"),
    };

    /// <summary>"+1.2 kB", "−36 bytes", "±0".</summary>
    public static string Difference(long bytes) => bytes == 0 ? "±0" : $"{(bytes > 0 ? "+" : Minus)}{Bytes(Math.Abs(bytes))}";

    /// <summary>"399"; of many with commas.</summary>
    public static string Count(long count) => Text($"{count:N0}");

    /// <param name="one">"file".</param>
    public static string Counted(long count, string one) => count == 1 ? $"1 {one}" : $"{Count(count)} {one}s";

    /// <summary>Of a whole, "96.9 %".</summary>
    public static string Share(long part, long whole) => whole == 0 || part == 0 ? $"0{Gap}%"
        : part * 1_000 < whole ? $"<{Gap}0.1{Gap}%"
        : Text($"{100.0 * part / whole:0.0}{Gap}%");

    public static string Seconds(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => Text($"{time.TotalMilliseconds:0}{Gap}ms"),
        { TotalSeconds: < 100 } => Text($"{time.TotalSeconds:0.0}{Gap}s"),
        _ => Text($"{(long)time.TotalMinutes}:{time.Seconds:00}{Gap}min"),
    };

    /// <summary>"2026-11-30 20:14 UTC".</summary>
    public static string Moment(DateTimeOffset time) => Text($"{time.UtcDateTime:yyyy-MM-dd HH:mm}{Gap}UTC");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
