using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Papers.Bom;

/// <summary>What the papers are about: the root filesystem of one architecture.</summary>
/// <param name="Architecture">"x86_64".</param>
/// <param name="Platform">As Docker and OCI write it, "linux/amd64".</param>
/// <param name="Created">The time that all its files bear; neither the clock's nor the commit's, so that the same files have the same papers.</param>
/// <param name="Tarball">Null in papers that lie in the root filesystem itself.</param>
public sealed record Product(
    string Version, string Architecture, string Platform, DateTimeOffset Created, ProductTarball? Tarball)
{
    public const string Name = "openlinux";

    /// <summary>Null where it is the building machine's.</summary>
    public BomToolchain? Toolchain { get; init; }

    /// <summary>What its files outside are called by: "openlinux-1.0.0-x86_64".</summary>
    public string FullName => $"{Name}-{Version}-{Architecture}";
}

/// <param name="FileName">"openlinux-1.0.0-x86_64-rootfs.tar.gz".</param>
/// <param name="Content">The compressed tarball.</param>
/// <param name="DiffId">Of the uncompressed tar, as Docker and OCI name a layer.</param>
/// <param name="Action">The digest of the step that packed it.</param>
public sealed record ProductTarball(string FileName, Digest Content, OciDigest DiffId, Digest Action);
