using OpenLinux.Engine.FileSystem;

namespace OpenLinux.Engine.Content;

/// <summary>What must be unchanged for a file to count as unchanged.</summary>
internal readonly record struct FileStamp(long Size, long Modified, long Changed, ulong Inode, ulong Device)
{
    public static FileStamp Of(in FileStatus status) =>
        new(status.Size, status.Modified, status.Changed, status.Inode, status.Device);
}
