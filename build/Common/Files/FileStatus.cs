namespace OpenLinux.Common.Files;

/// <summary>What the file system knows of a path without reading it.</summary>
/// <param name="Mode">Unix permission bits with setuid, setgid and sticky.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Time of the last change of content, in nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Changed">Time of the last change of the inode, in the same unit; that of <paramref name="Modified"/> where the system has none.</param>
/// <param name="Inode">Zero where the system has none.</param>
/// <param name="Device">Zero where the system has none.</param>
/// <param name="Owner">The user's number; zero where the system has none.</param>
public readonly record struct FileStatus(
    FileKind Kind, int Mode, long Size, long Modified, long Changed, ulong Inode, ulong Device, uint Owner)
{
    /// <returns>The status of what a path leads to, or null where there is nothing.</returns>
    /// <exception cref="IOException">It cannot be told, for a reason other than absence.</exception>
    public static FileStatus? Of(string path) => Read(path, followLink: true);

    /// <returns>The status of the path itself, be it a symlink, or null where there is nothing.</returns>
    /// <exception cref="IOException">It cannot be told, for a reason other than absence.</exception>
    public static FileStatus? OfLink(string path) => Read(path, followLink: false);

    private static FileStatus? Read(string path, bool followLink) =>
        OperatingSystem.IsLinux() ? LinuxStatus.Read(path, followLink) : PortableStatus.Read(path, followLink);
}

public enum FileKind
{
    File,
    Directory,
    Symlink,

    /// <summary>A device, socket or FIFO.</summary>
    Other,
}
