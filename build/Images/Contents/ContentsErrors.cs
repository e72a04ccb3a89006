using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Images.Contents;

/// <summary>What can be wrong with an image that is read back.</summary>
public static class ContentsErrors
{
    public static readonly ErrorCode NoSuchImage = new("OL540", "no such image, archive or tarball");
    public static readonly ErrorCode ImageDamaged = new("OL541", "the image cannot be read");
    public static readonly ErrorCode NoSuchPlatform = new("OL542", "not one image for this platform");
}
