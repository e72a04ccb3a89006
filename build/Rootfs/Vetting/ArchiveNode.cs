using OpenLinux.Archives.Tar;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>What the archive leaves at a path, once extracted.</summary>
internal sealed class ArchiveNode(TarEntryType type, int mode, string linkTarget = "")
{
    private const int AnyExecute = 0b001_001_001;

    public TarEntryType Type { get; } = type;

    public int Mode { get; set; } = mode;

    public string LinkTarget { get; } = linkTarget;

    /// <summary>Whether an entry gives it, instead of a path below it alone.</summary>
    public bool Stated { get; set; }

    /// <summary>By name; null unless it is a directory with something in it.</summary>
    public Dictionary<string, ArchiveNode>? Children { get; set; }

    public bool IsDirectory => Type == TarEntryType.Directory;

    public bool IsSymlink => Type == TarEntryType.Symlink;

    public bool IsFile => Type == TarEntryType.File;

    public bool IsExecutable => IsFile && (Mode & AnyExecute) != 0;
}
