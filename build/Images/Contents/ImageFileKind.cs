namespace OpenLinux.Images.Contents;

/// <summary>What stands at a path.</summary>
public enum ImageFileKind
{
    File,
    Directory,
    Symlink,
    CharacterDevice,
    BlockDevice,
    Fifo,
}
