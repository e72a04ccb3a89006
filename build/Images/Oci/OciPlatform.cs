namespace OpenLinux.Images.Oci;

/// <summary>For what an image is, in Go's names (image-index.md, "platform").</summary>
public sealed record OciPlatform(string Os, string Architecture, string? Variant)
{
    /// <param name="platform">As in "linux/arm64" or "linux/arm/v7".</param>
    public static OciPlatform Parse(string platform)
    {
        var parts = platform.Split('/');
        return new OciPlatform(parts[0], parts[1], parts.Length > 2 ? parts[2] : null);
    }
}
