using OpenLinux.Engine.Content;

namespace OpenLinux.Images.Oci;

/// <summary>Points to a blob (descriptor.md).</summary>
public sealed record OciDescriptor(string MediaType, Digest Content)
{
    public OciPlatform? Platform { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>"sha256:" and the hash.</summary>
    public string Digest => Content.ToOci();
}
