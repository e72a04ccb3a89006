using OpenLinux.Engine.Content;

namespace OpenLinux.Papers.Bom;

/// <param name="FileName">"openlinux-1.0.0-x86_64-rootfs.tar.gz".</param>
/// <param name="Content">The compressed tarball.</param>
/// <param name="DiffId">"sha256:…" of the uncompressed tar, as Docker and OCI name a layer.</param>
/// <param name="Action">The digest of the step that packed it.</param>
public sealed record ProductTarball(string FileName, Digest Content, string DiffId, Digest Action);
