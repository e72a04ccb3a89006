using OpenLinux.Engine.Content;
using OpenLinux.Papers.Bom;
using OpenLinux.Report.Model;
using OpenLinux.Rootfs.Composition;
using OpenLinux.Rootfs.Packing;
using OpenLinux.Rootfs.Vetting;

namespace OpenLinux.Host.Pipeline;

/// <summary>The root filesystem's tarball, and all that is known of what is in it.</summary>
/// <param name="Path">Where it lies, build/ARCH/openlinux-VERSION-ARCH-rootfs.tar.gz.</param>
/// <param name="Action">The digest of the step that packed it.</param>
/// <param name="Content">What it holds, and which component gives each path.</param>
/// <param name="DebugFiles">The debug file of each program, at the program's path with ".debug" behind.</param>
/// <param name="Product">What the papers call it.</param>
/// <param name="Components">What the papers trace its files to.</param>
public sealed record PackedRootfs(
    string Path,
    RootfsTarball Tarball,
    Digest Action,
    ComposedRootfs Content,
    FileTree DebugFiles,
    Product Product,
    IReadOnlyList<ComponentEntry> Components)
{
    /// <summary>What its files take, unpacked, in bytes.</summary>
    public long InstalledSize => Content.Tree.Nodes.Values.OfType<FileNode>().Sum(file => file.Content.SizeBytes);

    public IReadOnlyDictionary<string, string> Owners => Content.Owners;

    public RootfsOrigins Origins => new(Owners, DebugFiles);

    /// <summary>What is told and kept of it.</summary>
    public RootfsListing Listing => RootfsListing.Of(System.IO.Path.GetFileName(Path), Tarball.Content, Content.Tree, Owners);
}
