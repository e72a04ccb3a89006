using OpenLinux.Engine.Content;

namespace OpenLinux.Registry;

/// <summary>What a push did. The registry has confirmed every digest.</summary>
/// <param name="Reference">The root by its digest, <c>host/path@sha256:…</c>: what to pull.</param>
/// <param name="Tags">What points at the root now.</param>
/// <param name="Uploaded">Blobs that were sent.</param>
/// <param name="Present">Blobs that the repository had already.</param>
/// <param name="Mounted">Blobs that the registry took from another of its repositories.</param>
/// <param name="Written">Manifests and tags that the repository did not have, or not so.</param>
/// <param name="BytesSent">Bytes of blobs that left this machine, repetitions included.</param>
public sealed record PushReceipt(
    RegistryReference Reference, Digest Digest, IReadOnlyList<string> Tags, int Uploaded, int Present, int Mounted, int Written, long BytesSent);
