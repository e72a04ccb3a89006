using OpenLinux.Engine.Content;
using OpenLinux.Oci.Contents;

namespace OpenLinux.Report.Model;

/// <summary>What a root filesystem holds, without the content: little enough to be kept for whoever asks later what has changed since.</summary>
/// <param name="Tarball">The name of its tarball.</param>
/// <param name="Content">The tarball's digest.</param>
/// <param name="Files">In ordinal order of their paths. Directories that files imply are not among them.</param>
public sealed record RootfsListing(string Tarball, Digest Content, IReadOnlyList<ListedFile> Files)
{
    private const int AnyMode = 0b111_111_111;

    /// <summary>What its files take, unpacked, in bytes.</summary>
    public long SizeBytes => Files.Sum(listed => listed.File.SizeBytes);

    /// <param name="tree">Paths relative to the root.</param>
    /// <param name="owners">By path relative to the root.</param>
    public static RootfsListing Of(string tarball, Digest content, FileTree tree, IReadOnlyDictionary<string, string> owners) => new(
        tarball,
        content,
        [.. tree.Nodes.Select(node => new ListedFile(FileOf("/" + node.Key, node.Value), owners.GetValueOrDefault(node.Key)))]);

    /// <summary>As <see cref="ContentsDifference"/> compares it.</summary>
    public ImageContents Contents => new(Tarball, [.. Files.Select(listed => listed.File)], Config: null);

    private static ImageFile FileOf(string path, TreeNode node) => node switch
    {
        FileNode file => new ImageFile(path, ImageFileKind.File, file.Mode, 0, 0, null, file.Content.SizeBytes, file.Content.Hash),
        SymlinkNode link => new ImageFile(path, ImageFileKind.Symlink, AnyMode, 0, 0, null, LinkTarget: link.Target),
        DirectoryNode directory => new ImageFile(path, ImageFileKind.Directory, directory.Mode, 0, 0, null),
        _ => throw new InvalidOperationException($"a root filesystem lists no {node.GetType().Name}"),
    };
}
