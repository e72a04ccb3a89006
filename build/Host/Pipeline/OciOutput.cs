using OpenLinux.Engine.Content;
using OpenLinux.Oci;

namespace OpenLinux.Host.Pipeline;

/// <summary>The OCI image of one architecture.</summary>
/// <param name="ArchivePath">Where its archive lies, build/ARCH/openlinux-VERSION-ARCH-oci.tar.</param>
/// <param name="Archive">The archive's digest.</param>
/// <param name="LayoutPath">The folder with the same content.</param>
public sealed record OciOutput(OciImage Image, ImageIntent Intent, string ArchivePath, Digest Archive, string LayoutPath);
