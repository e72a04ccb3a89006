using OpenLinux.Engine.Content;

namespace OpenLinux.Images.Rootfs;

/// <summary>Lays the tarball out for people, <c>build/ARCH/openlinux-VERSION-ARCH-rootfs.tar.gz</c>; other versions' files stay.</summary>
/// <param name="folder">The folder of all architectures, "build".</param>
public sealed class RootfsPublisher(string folder, IContentStore store, IFileDigester digester)
{
    public string PathOf(string version, string architecture) =>
        Path.Combine(folder, architecture, $"openlinux-{version}-{architecture}-rootfs.tar.gz");

    /// <inheritdoc cref="ArchivePublisher.PublishAsync"/>
    public Task<bool> PublishAsync(
        RootfsTarball tarball, string version, string architecture, CancellationToken cancellation = default) =>
        new ArchivePublisher(store, digester).PublishAsync(tarball.Content, PathOf(version, architecture), cancellation);
}
