using OpenLinux.Common.Processes;

namespace OpenLinux.Host.Answers;

/// <summary>How wide text for people is set, in columns.</summary>
internal static class TerminalWidth
{
    /// <summary>Where nobody knows, as in a file.</summary>
    public const int Usual = Terminal.UsualColumns;

    public const int Least = 40;

    /// <summary>Longer lines are hard to read.</summary>
    public const int Most = 200;

    public static int Current => Console.IsOutputRedirected ? Usual : Of(Console.WindowWidth);

    /// <param name="columns">As a terminal says; some say 0.</param>
    public static int Of(int columns) => columns <= 0 ? Usual : Math.Clamp(columns, Least, Most);
}
