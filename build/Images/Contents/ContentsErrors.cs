using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Images.Contents;

/// <summary>What can be wrong with an image that is read back.</summary>
public static class ContentsErrors
{
    public static readonly ErrorCode NoSuchImage = new("OL540", "no such image, archive or tarball",
        "neither a file nor an image of the daemon; the nearest is named", "name one that is there");

    public static readonly ErrorCode ImageDamaged = new("OL541", "the image cannot be read",
        "truncated, corrupt, or a document or layer is not what its digest says", "copy, save or build it again");

    public static readonly ErrorCode NoSuchPlatform = new("OL542", "not one image for this platform",
        "the archive holds several images, none or more than one for `--arch`", "choose another `--arch`, or save one image");
}
