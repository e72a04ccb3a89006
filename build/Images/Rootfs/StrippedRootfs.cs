using OpenLinux.Engine.Content;

namespace OpenLinux.Images.Rootfs;

/// <param name="Tree">The root filesystem, its programs without symbols.</param>
/// <param name="Debug">The symbols, at paths below <c>usr/lib/debug</c>, to be kept aside.</param>
public sealed record StrippedRootfs(FileTree Tree, FileTree Debug);
