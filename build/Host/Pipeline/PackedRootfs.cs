using OpenLinux.Images.Rootfs;

namespace OpenLinux.Host.Pipeline;

/// <summary>The root filesystem's tarball.</summary>
/// <param name="Path">Where it lies, build/ARCH/openlinux-VERSION-ARCH-rootfs.tar.gz.</param>
/// <param name="Content">What it holds, and which component gives each path.</param>
public sealed record PackedRootfs(string Path, RootfsTarball Tarball, ComposedRootfs Content)
{
    public IReadOnlyDictionary<string, string> Owners => Content.Owners;
}
