using OpenLinux.Oci.Naming;

namespace OpenLinux.Oci;

/// <summary>An image for one platform, as the OCI image specification has it: a function of its layers, its configuration and its stamp.</summary>
/// <param name="Layers">The lowest first.</param>
/// <param name="References">Its tags; the first names it.</param>
public sealed record OciImage(
    OciPlatform Platform, OciDocument Config, OciDocument Manifest, IReadOnlyList<OciLayer> Layers, IReadOnlyList<ImageReference> References)
{
    private const string AnnotationPrefix = "org.opencontainers.image.";

    /// <summary>What Docker calls the image ID: the digest of the configuration.</summary>
    public OciDigest Id => Config.Descriptor.Digest;

    /// <summary>Its manifest's descriptor, as an index states it.</summary>
    public OciDescriptor Descriptor => Manifest.Descriptor with { Platform = Platform };

    public static OciImage Of(ImageIntent intent, IReadOnlyList<OciLayer> layers, BuildStamp stamp, IReadOnlyList<ImageReference> references)
    {
        var config = OciConfiguration.Of(intent, layers, stamp);
        return new OciImage(
            OciPlatform.Parse(intent.Platform), config, OciManifest.Of(config.Descriptor, layers.Select(layer => layer.Descriptor), AnnotationsOf(intent)), layers, references);
    }

    /// <summary>The labels that are annotations by name (annotations.md, "Pre-Defined Annotation Keys").</summary>
    internal static IReadOnlyDictionary<string, string> AnnotationsOf(ImageIntent intent) => intent.Config.Labels
        .Where(label => label.Key.StartsWith(AnnotationPrefix, StringComparison.Ordinal))
        .ToDictionary(StringComparer.Ordinal);
}

/// <summary>One image for several platforms.</summary>
/// <param name="References">Its tags; the first names it.</param>
public sealed record OciImageIndex(OciDocument Index, IReadOnlyList<OciImage> Images, IReadOnlyList<ImageReference> References)
{
    /// <param name="images">For different platforms, in the order the index lists them.</param>
    /// <param name="intent">Of any of them: what its labels say of the image holds for all.</param>
    public static OciImageIndex Of(IReadOnlyList<OciImage> images, ImageIntent intent, IReadOnlyList<ImageReference> references) => new(
        OciIndex.Of(images.Select(image => image.Descriptor), OciImage.AnnotationsOf(intent)), images, references);
}
