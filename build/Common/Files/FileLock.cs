using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OpenLinux.Common.Files;

/// <summary>
/// Keeps others, in this process and in others, off what a file stands for (flock(2)). The kernel frees it however its holder ends.
/// </summary>
public sealed partial class FileLock : IDisposable
{
    private const int ExclusiveAtOnce = 2 | 4; // LOCK_EX | LOCK_NB
    private const int Shared = 1; // LOCK_SH
    private const int Interrupted = 4; // EINTR
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private readonly FileStream file;

    private FileLock(FileStream file, bool excludes) => (this.file, Excludes) = (file, excludes);

    /// <summary>False on a file system that knows no locks, as some network ones: there everybody gets it.</summary>
    public bool Excludes { get; }

    /// <returns>Null where somebody else holds it.</returns>
    /// <exception cref="IOException">The file cannot be opened: a read-only file system, a full disk. It is not held.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not this user's, or is a folder.</exception>
    public static FileLock? TryTake(string path, FileMode mode = FileMode.OpenOrCreate)
    {
        try
        {
            var file = new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            if (OperatingSystem.IsWindows() || Flock(file.SafeFileHandle, ExclusiveAtOnce) == 0)
            {
                return new FileLock(file, excludes: true);
            }

            // .NET takes no for an answer where there are no locks, and asks for none at all under DOTNET_SYSTEM_IO_DISABLEFILELOCKING.
            if (Marshal.GetLastPInvokeError() is not (LinuxWouldBlock or MacWouldBlock))
            {
                return new FileLock(file, excludes: false);
            }

            file.Dispose();
            return null;
        }
        catch (IOException held) when (held.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            return null;
        }
    }

    /// <summary>Waits until nobody excludes others, which nobody does for long. Any number may share it, and none of them excludes others then.</summary>
    /// <exception cref="IOException">As <see cref="TryTake"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="TryTake"/>.</exception>
    public static FileLock Share(string path)
    {
        while (true)
        {
            try
            {
                var file = OpenToShare(path);
                if (!OperatingSystem.IsWindows())
                {
                    while (Flock(file.SafeFileHandle, Shared) != 0 && Marshal.GetLastPInvokeError() == Interrupted)
                    {
                    }
                }

                return new FileLock(file, excludes: false);
            }
            catch (IOException held) when (held.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
            {
                Thread.Sleep(Poll);
            }
        }
    }

    /// <summary>On a read-only file system, or where the file is another user's, those who may write are kept off all the same.</summary>
    private static FileStream OpenToShare(string path)
    {
        try
        {
            // With this sharing, .NET itself takes no lock but on Windows.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (Exception refused) when (!OperatingSystem.IsWindows() && StorageFaults.IsFault(refused) && File.Exists(path))
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        }
    }

    /// <summary>Waits until nobody else holds it; makes the folder where there is none.</summary>
    /// <param name="onWait">Called once where somebody else holds it.</param>
    /// <exception cref="IOException">As <see cref="TryTake"/>, and at once.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="TryTake"/>.</exception>
    public static async Task<FileLock> TakeAsync(string path, Action onWait, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var waited = false; ; waited = true)
        {
            if (TryTake(path) is { } taken)
            {
                return taken;
            }

            if (!waited)
            {
                onWait();
            }

            await Task.Delay(Poll, cancellation);
        }
    }

    public void Dispose() => file.Dispose();

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);
}
