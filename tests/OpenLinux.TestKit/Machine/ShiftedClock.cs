using System.Buffers.Binary;

namespace OpenLinux.TestKit.Machine;

/// <summary>
/// The clock of programs that are told so by their environment: behind or before the real one, and it jumps while they run. What the kernel
/// dates, such as files, it dates by the real one.
/// </summary>
internal sealed class ShiftedClock : IDisposable
{
    private const string Source =
        """
        #define _GNU_SOURCE
        #include <fcntl.h>
        #include <stdint.h>
        #include <stdlib.h>
        #include <sys/mman.h>
        #include <sys/syscall.h>
        #include <time.h>
        #include <unistd.h>
        static volatile int64_t *shift;
        __attribute__((constructor)) static void begin(void) {
            int file = open(getenv("TEST_CLOCK"), O_RDONLY);
            void *seen = mmap(0, sizeof *shift, PROT_READ, MAP_SHARED, file, 0);
            close(file);
            shift = seen == MAP_FAILED ? 0 : seen;
        }
        int clock_gettime(clockid_t clock, struct timespec *now) {
            int result = syscall(SYS_clock_gettime, clock, now);
            if (!result && shift && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += *shift;
            return result;
        }
        """;

    private readonly TestFolder folder = new();

    public ShiftedClock()
    {
        Shift(TimeSpan.Zero);
        Tool.Run("clang", ["-shared", "-fPIC", "-O1", folder.Write("clock.c", Source), "-o", folder.PathOf("clock.so")]);
    }

    public IEnumerable<KeyValuePair<string, string?>> Environment =>
        [new("LD_PRELOAD", folder.PathOf("clock.so")), new("TEST_CLOCK", folder.PathOf("shift"))];

    /// <summary>From now on it is so much before the real one.</summary>
    public void Shift(TimeSpan by)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)by.TotalSeconds);
        using var file = new FileStream(folder.PathOf("shift"), FileMode.OpenOrCreate);
        file.Write(bytes);
    }

    public void Dispose() => folder.Dispose();
}
