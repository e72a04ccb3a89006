namespace OpenLinux.Oci.Contents;

/// <summary>What an image comes to: its files after all layers, and its configuration.</summary>
/// <param name="Name">What to call it: a tag, or a path.</param>
/// <param name="Files">In ordinal order of their paths.</param>
/// <param name="Config">Null for a root filesystem's tarball, which has none.</param>
public sealed record ImageContents(string Name, IReadOnlyList<ImageFile> Files, ImageFields? Config)
{
    public long SizeBytes => Files.Sum(file => file.SizeBytes);
}

/// <summary>One path of an image as a container would see it.</summary>
/// <param name="Path">Absolute; "/" is the root itself.</param>
/// <param name="Mode">Permission bits with setuid, setgid and sticky.</param>
/// <param name="Modified">In seconds since 1970-01-01 UTC; null for a directory that only paths below it imply.</param>
/// <param name="SizeBytes">0 for all but files.</param>
/// <param name="Sha256">Of a file's content, 64 lower-case hexadecimal digits; else "".</param>
/// <param name="LinkTarget">A symlink's text; else "". A hard link is the file that it leads to.</param>
public sealed record ImageFile(
    string Path, ImageFileKind Kind, int Mode, long Uid, long Gid, long? Modified, long SizeBytes = 0, string Sha256 = "", string LinkTarget = "");

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
