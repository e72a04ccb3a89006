using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Content;

namespace OpenLinux.Registry.Pushing;

/// <param name="To">The repository; its tag, where it has one, is one of the tags.</param>
/// <param name="Root">An image's manifest, or the index of several.</param>
public sealed record PushRequest(ImageReference To, PushedManifest Root)
{
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Manifests whose <c>subject</c> is the root or one of its children: papers, signatures.</summary>
    public IReadOnlyList<PushedManifest> Referrers { get; init; } = [];

    /// <summary>A repository of the same registry that may hold some of the blobs already: its path, or null.</summary>
    public string? MountFrom { get; init; }
}

/// <summary>What a push did. The registry has confirmed every digest.</summary>
/// <param name="Reference">The root by its digest, <c>host/path@sha256:…</c>: what to pull.</param>
/// <param name="Tags">What points at the root now.</param>
/// <param name="Uploaded">Blobs that were sent.</param>
/// <param name="Present">Blobs that the repository had already.</param>
/// <param name="Mounted">Blobs that the registry took from another of its repositories.</param>
/// <param name="Written">Manifests and tags that the repository did not have, or not so.</param>
/// <param name="BytesSent">Bytes of blobs that left this machine, repetitions included.</param>
public sealed record PushReceipt(
    ImageReference Reference, Digest Digest, IReadOnlyList<string> Tags, int Uploaded, int Present, int Mounted, int Written, long BytesSent);
