using System.Globalization;
using System.Runtime.InteropServices;

namespace OpenLinux.Common.Processes;

/// <summary>What is known of the terminal that a standard stream goes to.</summary>
public static partial class Terminal
{
    /// <summary>What a terminal has that does not say, and what a text for no terminal is written for.</summary>
    public const int UsualColumns = 80;

    private const int StandardError = 2;
    private const int LinuxGetWindowSize = 0x5413; // TIOCGWINSZ

    /// <summary>Whether standard error is one that understands escape sequences; <c>dumb</c> is what editors and CI call theirs.</summary>
    public static bool IsErrorCapable =>
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is var kind && kind != "dumb" && (kind is { Length: > 0 } || OperatingSystem.IsWindows());

    /// <returns>The columns of standard error's terminal as they are now; of <c>COLUMNS</c> or the usual where it has none.</returns>
    public static int ErrorColumns()
    {
        // Console.WindowWidth asks standard output, which may be a file.
        if (OperatingSystem.IsLinux() && GetWindowSize(StandardError, LinuxGetWindowSize, out var size) == 0 && size.Columns > 0)
        {
            return size.Columns;
        }

        return !OperatingSystem.IsLinux() && !Console.IsErrorRedirected && Console.WindowWidth > 0 ? Console.WindowWidth
            : int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), CultureInfo.InvariantCulture, out var columns) && columns > 0 ? columns
            : UsualColumns;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int GetWindowSize(int file, nuint request, out WindowSize size);

    /// <summary><c>struct winsize</c> (ioctl_tty(2)).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
