using OpenLinux.Images.Rootfs;

namespace OpenLinux.Host.Pipeline;

/// <summary>The root filesystem's tarball.</summary>
/// <param name="Path">Where it lies, build/ARCH/openlinux-VERSION-ARCH-rootfs.tar.gz.</param>
/// <param name="Owners">Which component gives each of its paths; see <see cref="ComposedRootfs"/>.</param>
public sealed record PackedRootfs(string Path, RootfsTarball Tarball, IReadOnlyDictionary<string, string> Owners);
