using OpenLinux.Common.Errors;

namespace OpenLinux.Oci;

/// <summary>What can be wrong with an image that is named, parted into layers or read back.</summary>
public static class OciErrors
{
    public static readonly ErrorCode InvalidTag = new("OL520", "not a valid image tag",
        "what the template gave is not a tag", "change `image.tags`");

    public static readonly ErrorCode SharedTag = new("OL521", "one tag for the images of several architectures",
        "the Docker daemon keeps one image under a tag; the tag lacks `{arch}`", "add `{arch}`, or build one architecture at a time");

    public static readonly ErrorCode NoTag = new("OL524", "no tag template applies",
        "all want `{commit}` outside a repository", "add one without");

    public static readonly ErrorCode LayersUnusable = new("OL530", "the image cannot be parted into these layers",
        "`image.layers` names a component that is not there, or twice; the nearest is named", "correct it");

    public static readonly ErrorCode NoSuchImage = new("OL540", "no such image, archive or tarball",
        "neither a file nor an image of the daemon; the nearest is named", "name one that is there");

    public static readonly ErrorCode ImageDamaged = new("OL541", "the image cannot be read",
        "truncated, corrupt, or a document or layer is not what its digest says", "copy, save or build it again");

    public static readonly ErrorCode NoSuchPlatform = new("OL542", "not one image for this platform",
        "the archive holds several images, none or more than one for `--arch`", "choose another `--arch`, or save one image");
}
