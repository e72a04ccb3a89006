namespace OpenLinux.Host.Testing;

/// <summary>
/// Tests make and remove files by the ten thousand, for which some disks take several times as long as memory does (ext4 avoids inodes that were
/// just deleted).
/// </summary>
internal static class MemoryFolder
{
    private const string Place = "/dev/shm";
    private const string Mounts = "/proc/self/mounts";
    private const long LeastBytes = 4L << 30;

    /// <returns>A folder in memory with room for a test run, in which programs may be run (mount(8): noexec, as containers have it); or null.</returns>
    public static string? Find() =>
        File.Exists(Mounts)
        && File.ReadLines(Mounts).Select(line => line.Split(' ')).LastOrDefault(mount => mount is [_, Place, ..]) is [_, _, "tmpfs", var options, ..]
        && !options.Split(',').Contains("noexec")
        && new DriveInfo(Place).AvailableFreeSpace >= LeastBytes
            ? Place
            : null;
}
