using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OpenLinux.Common.Files;

/// <summary>
/// Sets when something was last changed and read. One call each on Linux, futimens(3) and utimensat(2): .NET asks for the old times first,
/// which a step with a thousand headers notices.
/// </summary>
public static partial class FileTimes
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;

    /// <param name="file">Open for writing, and written to no more.</param>
    /// <param name="time">Seconds since 1970-01-01 UTC.</param>
    public static void Set(SafeFileHandle file, long time)
    {
        if (OperatingSystem.IsLinux())
        {
            Require(Futimens(file, new Timespecs(time)), "");
        }
        else
        {
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddSeconds(time));
        }
    }

    /// <param name="path">A file, a folder, or a link, which is not followed.</param>
    /// <param name="time">Seconds since 1970-01-01 UTC.</param>
    public static void Set(string path, long time)
    {
        if (OperatingSystem.IsLinux())
        {
            Require(Utimensat(CurrentDirectory, path, new Timespecs(time), NoFollow), path);
        }
        else
        {
            FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
            entry.LastWriteTimeUtc = DateTime.UnixEpoch.AddSeconds(time);
        }
    }

    private static void Require(int result, string path)
    {
        if (result != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }
    }

    [LibraryImport("libc", EntryPoint = "futimens", SetLastError = true)]
    private static partial int Futimens(SafeFileHandle file, in Timespecs times);

    [LibraryImport("libc", EntryPoint = "utimensat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Utimensat(int directory, string path, in Timespecs times, int flags);

    /// <summary>Two <c>struct timespec</c>: of the last access, of the last change.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespecs(long time)
    {
        private readonly long accessed = time;
        private readonly long accessedNanoseconds = 0;
        private readonly long modified = time;
        private readonly long modifiedNanoseconds = 0;
    }
}
