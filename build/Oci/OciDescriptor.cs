using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Oci;

/// <summary>Points to a blob (descriptor.md).</summary>
public sealed record OciDescriptor(string MediaType, Digest Content)
{
    public OciPlatform? Platform { get; init; }

    /// <summary>What it is, where it is no image: as a list of referrers tells it.</summary>
    public string? ArtifactType { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    public OciDigest Digest => Content.ToOci();
}

/// <summary>A JSON document of an image, byte for byte as it is stored and pushed: its digest is its name.</summary>
public sealed record OciDocument(string MediaType, ReadOnlyMemory<byte> Content)
{
    public OciDescriptor Descriptor { get; } = new(MediaType, Digest.Of(Content.Span));
}

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
