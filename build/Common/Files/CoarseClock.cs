using System.Runtime.InteropServices;

namespace OpenLinux.Common.Files;

/// <summary>
/// The clock that the kernel takes files' times from (CLOCK_REALTIME_COARSE, clock_gettime(2)): what is written after a reading has no
/// earlier time, on the file systems that keep time themselves. Linux alone.
/// </summary>
public static partial class CoarseClock
{
    private const int Coarse = 5;

    /// <summary>Nanoseconds since 1970-01-01 UTC.</summary>
    public static long Now => GetTime(Coarse, out var time) == 0
        ? (time.Seconds * 1_000_000_000) + time.Nanoseconds
        : throw new IOException(Marshal.GetLastPInvokeErrorMessage());

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetTime(int clock, out Time time);

    /// <summary><c>struct timespec</c> of a 64-bit system.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
