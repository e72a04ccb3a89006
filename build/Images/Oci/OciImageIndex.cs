using OpenLinux.Images.Docker;

namespace OpenLinux.Images.Oci;

/// <summary>One image for several platforms.</summary>
/// <param name="References">"repository:tag", each; the first names it.</param>
public sealed record OciImageIndex(OciDocument Index, IReadOnlyList<OciImage> Images, IReadOnlyList<string> References)
{
    /// <param name="images">For different platforms, in the order the index lists them.</param>
    /// <param name="intent">Of any of them: what its labels say of the image holds for all.</param>
    public static OciImageIndex Of(IReadOnlyList<OciImage> images, ImageIntent intent, IReadOnlyList<string> references) => new(
        OciIndex.Of(images.Select(image => image.Descriptor), OciImage.AnnotationsOf(intent)), images, references);
}
