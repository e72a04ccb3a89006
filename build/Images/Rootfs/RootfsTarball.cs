using OpenLinux.Engine.Content;

namespace OpenLinux.Images.Rootfs;

/// <param name="Content">The compressed tarball, in the store.</param>
/// <param name="DiffId">"sha256:…" of the uncompressed tar, as Docker and OCI name a layer.</param>
public sealed record RootfsTarball(Digest Content, string DiffId);
