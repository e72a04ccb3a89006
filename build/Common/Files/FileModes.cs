namespace OpenLinux.Common.Files;

/// <summary>Modes as the build keeps them: 0644 or 0755, whatever the umask; exactly as they are where a step set setuid, setgid or sticky.</summary>
public static class FileModes
{
    public const int Regular = 0b110_100_100;
    public const int Executable = 0b111_101_101;

    private const int Special = 0b111_000_000_000;

    public static int OfFile(int mode) =>
        (mode & Special) != 0 ? mode
        : (mode & 0b001_000_000) != 0 ? Executable
        : Regular;

    public static int OfDirectory(int mode) => (mode & Special) != 0 ? mode : Executable;

    /// <summary>For people: "0755".</summary>
    public static string Text(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');

    public static void Set(string path, int mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)mode);
        }
    }
}
