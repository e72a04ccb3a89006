namespace OpenLinux.Engine.FileSystem;

public enum FileKind
{
    File,
    Directory,
    Symlink,

    /// <summary>A device, socket or FIFO.</summary>
    Other,
}
