using System.Runtime.InteropServices;

namespace OpenLinux.Common.Files;

/// <summary>statx(2): one call a file, with nanoseconds, inode and device, which FileInfo does not tell.</summary>
internal static partial class LinuxStatus
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint BasicStats = 0x7ff;
    private const int NoEntry = 2;
    private const int NoDirectory = 20;
    private const long NanosecondsPerSecond = 1_000_000_000;

    public static FileStatus? Read(string path, bool followLink)
    {
        if (Statx(CurrentDirectory, path, followLink ? 0 : NoFollow, BasicStats, out var buffer) == 0)
        {
            return new FileStatus(
                KindOf(buffer.Mode),
                buffer.Mode & 0xfff,
                (long)buffer.Size,
                (buffer.ModifiedSeconds * NanosecondsPerSecond) + buffer.ModifiedNanoseconds,
                (buffer.ChangedSeconds * NanosecondsPerSecond) + buffer.ChangedNanoseconds,
                buffer.Inode,
                ((ulong)buffer.DeviceMajor << 32) | buffer.DeviceMinor,
                buffer.Owner);
        }

        var error = Marshal.GetLastPInvokeError();
        return error is NoEntry or NoDirectory
            ? null
            : throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    private static FileKind KindOf(ushort mode) => (mode & 0xf000) switch
    {
        0x8000 => FileKind.File,
        0x4000 => FileKind.Directory,
        0xa000 => FileKind.Symlink,
        _ => FileKind.Other,
    };

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Statx(int directory, string path, int flags, uint mask, out StatxBuffer buffer);
}
