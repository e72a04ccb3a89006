using OpenLinux.Engine.Content;

namespace OpenLinux.Archives.Tar;

/// <summary>
/// A tree as a tar stream: ordinal order, parents before children, numeric owner 0:0 without names, one modification time,
/// no extended attributes. Passes the archive on while it is hashed, since Docker names a layer by that hash.
/// </summary>
public sealed class TarWriter(Stream target, long modified) : IDisposable
{
    public const int EndOfArchive = 2 * TarHeaderBlock.Size;

    private readonly HashingStream archive = new(target);

    /// <returns>The digest of the uncompressed archive.</returns>
    public async Task<Digest> WriteAsync(FileTree tree, IContentStore store, CancellationToken cancellation)
    {
        foreach (var (path, node) in TarEntries.Of(tree))
        {
            cancellation.ThrowIfCancellationRequested();
            Put(TarEntries.Header(path, node, modified));
            if (node is FileNode file)
            {
                await store.RequireToAsync(file.Content, archive, path, cancellation);
                Put(new byte[TarHeaderBlock.Padding(file.Content.SizeBytes)]);
            }
        }

        Put(new byte[EndOfArchive]);
        return archive.Digest.Take();
    }

    public void Dispose() => archive.Dispose();

    private void Put(byte[] bytes) => archive.Write(bytes, 0, bytes.Length);
}
