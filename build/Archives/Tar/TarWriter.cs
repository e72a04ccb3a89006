using OpenLinux.Engine.Content;

namespace OpenLinux.Archives.Tar;

/// <summary>
/// A tree as a tar stream: ordinal order, parents before children, numeric owner 0:0 without names, one modification time,
/// no extended attributes. Passes the archive on while it is hashed, since Docker names a layer by that hash.
/// </summary>
public sealed class TarWriter(Stream target, long modified) : IDisposable
{
    private const int EndOfArchive = 2 * TarHeaderBlock.Size;

    private readonly HashingStream archive = new(target);

    /// <returns>The digest of the uncompressed archive.</returns>
    public async Task<Digest> WriteAsync(FileTree tree, IContentStore store, CancellationToken cancellation)
    {
        foreach (var (path, node) in WithParents(tree))
        {
            cancellation.ThrowIfCancellationRequested();
            switch (node)
            {
                case DirectoryNode directory:
                    Put(TarHeaderBlock.Encode(path, TarEntryType.Directory, directory.Mode, 0, modified));
                    break;
                case SymlinkNode link:
                    Put(TarHeaderBlock.Encode(path, TarEntryType.Symlink, 0b111_111_111, 0, modified, link.Target));
                    break;
                case FileNode file:
                    Put(TarHeaderBlock.Encode(path, TarEntryType.File, file.Mode, file.Content.SizeBytes, modified));
                    await store.RequireToAsync(file.Content, archive, path, cancellation);
                    Put(new byte[TarHeaderBlock.Padding(file.Content.SizeBytes)]);
                    break;
                default:
                    throw new InvalidOperationException($"\"{path}\": a {node.GetType().Name} has no tar entry");
            }
        }

        Put(new byte[EndOfArchive]);
        return archive.Digest.Take();
    }

    public void Dispose() => archive.Dispose();

    /// <summary>A path sorts after each of its own prefixes, so ordinal order has parents first.</summary>
    private static SortedDictionary<string, TreeNode> WithParents(FileTree tree)
    {
        var entries = new SortedDictionary<string, TreeNode>(StringComparer.Ordinal);
        foreach (var (path, node) in tree.Nodes)
        {
            entries[path] = node;
            foreach (var parent in TreePaths.ParentsOf(path))
            {
                if (!entries.TryAdd(parent, new DirectoryNode()))
                {
                    break;
                }
            }
        }

        return entries;
    }

    private void Put(byte[] bytes) => archive.Write(bytes, 0, bytes.Length);
}
