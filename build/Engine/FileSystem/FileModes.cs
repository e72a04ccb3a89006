using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.FileSystem;

/// <summary>Modes as the build keeps them: 0644 or 0755, whatever the umask, plus setuid, setgid and sticky where a step set them.</summary>
internal static class FileModes
{
    private const int Special = 0b111_000_000_000;

    public static int OfFile(int mode) =>
        (mode & Special) | ((mode & 0b001_000_000) != 0 ? FileNode.Executable : FileNode.Regular);

    public static int OfDirectory(int mode) => (mode & Special) | FileNode.Executable;

    public static void Set(string path, int mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)mode);
        }
    }
}
