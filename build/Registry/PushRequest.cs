using OpenLinux.Registry.Content;

namespace OpenLinux.Registry;

/// <param name="To">The repository; its tag, where it has one, is one of the tags.</param>
/// <param name="Root">An image's manifest, or the index of several.</param>
public sealed record PushRequest(RegistryReference To, Manifest Root)
{
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Manifests whose <c>subject</c> is the root or one of its children: papers, signatures.</summary>
    public IReadOnlyList<Manifest> Referrers { get; init; } = [];

    /// <summary>A repository of the same registry that may hold some of the blobs already: its path, or null.</summary>
    public string? MountFrom { get; init; }
}
