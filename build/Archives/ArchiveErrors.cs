using OpenLinux.Common.Errors;

namespace OpenLinux.Archives;

/// <summary>What can be wrong with an archive, whatever is in it.</summary>
public static class ArchiveErrors
{
    public static readonly ErrorCode TarballTruncated = new("OL402", "the rootfs tarball ends too early",
        "an interrupted copy or download", "copy it again");

    public static readonly ErrorCode TarballCorrupt = new("OL403", "the rootfs tarball is corrupt",
        "not gzip, a wrong CRC, a broken tar header, or entries that tar programs read differently", "make or copy it again");

    public static readonly ErrorCode PathEscapes = new("OL404", "a path in the tarball leads out of the root filesystem",
        "`..`, an absolute path, or through a link", "repack it from a clean folder");

    public static readonly ErrorCode LimitExceeded = new("OL414", "the tarball exceeds what a root filesystem may be",
        "a bomb, more than `[limits]` allow, or names longer than Linux takes", "check where it comes from");

    public static readonly ErrorCode HardLinkDangles = new("OL415", "a hard link to a file that the tarball does not hold before it",
        "out of order", "repack it with GNU tar");
}
