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

    /// <summary>Waits until it moves on, some milliseconds: what was written before is older than what is written then.</summary>
    public static async Task<long> NextAsync(CancellationToken cancellation)
    {
        var start = Now;
        while (Now == start)
        {
            await Task.Delay(1, cancellation);
        }

        return Now;
    }

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
