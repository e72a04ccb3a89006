using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;

namespace OpenLinux.Common.Files;

/// <summary>The one place where what the file system refuses becomes an error a user can act on.</summary>
public static class StorageFaults
{
    private const int NoSpace = 28;
    private const int LinuxQuotaExceeded = 122;
    private const int MacQuotaExceeded = 69;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static bool IsDiskFull(Exception fault) =>
        fault is IOException && fault.HResult is NoSpace or LinuxQuotaExceeded or MacQuotaExceeded or WindowsDiskFull;

    public static bool IsFault(Exception fault) => fault is IOException or UnauthorizedAccessException;

    /// <param name="fault">One of which <see cref="IsFault"/> is true.</param>
    /// <param name="folder">The cache folder, or another that was written to.</param>
    public static BuildException Translate(Exception fault, string folder) => Exhausted(fault, folder)
        ?? new BuildException(
            CommonErrors.CacheUnusable,
            folder,
            fault.Message,
            $"make {folder} a folder that this user can read and write, or name another with --cache-dir=FOLDER",
            fault);

    /// <returns>What it is wherever it happens: no space left, too many open files. Null where the file or folder itself is at fault.</returns>
    public static BuildException? Exhausted(Exception fault, string folder) =>
        IsDiskFull(fault) ? DiskFull(folder, fault.Message, fault)
        : OpenFileLimit.IsReachedBy(fault) ? OpenFileLimit.Reached(folder, fault.Message, fault)
        : null;

    public static BuildException DiskFull(string folder, string cause, Exception? fault = null) => new(
        CommonErrors.DiskFull,
        folder,
        cause,
        $"free some space (see: df -h {folder}), or put the cache elsewhere with --cache-dir=FOLDER",
        fault);
}
