using System.Collections.Concurrent;
using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Tar;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Archives.Pieces;

/// <summary>
/// Packs a tree as a compressed tar whose bytes depend on the tree and the time alone. The tar is cut into pieces, see <see cref="TarPiece"/>,
/// which are compressed side by side and kept: what was in another tar before is not compressed again. They stand one after the other as they
/// are. Nothing is held whole.
/// </summary>
internal sealed class PiecedTar(KeyValuePair<string, TreeNode>[] entries, long epoch, PieceCompression compression, BuiltinServices services) : IDisposable
{
    private readonly RunningDigest archive = new();
    private readonly RunningDigest largeFile = new();
    private readonly ConcurrentBag<IPieceEncoder> encoders = [];
    private readonly List<PackedPiece> packed = [];
    private uint crc;
    private long length;

    /// <returns>The digest of the compressed file, which is in the store then, and what it is made of.</returns>
    public static async Task<(Digest Compressed, PackedPieces Pieces)> PackAsync(
        FileTree tree, long epoch, PieceCompression compression, BuiltinServices services, CancellationToken cancellation)
    {
        using var packing = new PiecedTar(TarEntries.Of(tree), epoch, compression, services);
        using var chunks = new ChunkStream(packing.Chunks(cancellation));
        var compressed = await services.Store.PutAsync(chunks, cancellation);
        return (compressed, new PackedPieces(packing.archive.Take(), packing.packed));
    }

    public void Dispose()
    {
        archive.Dispose();
        largeFile.Dispose();
        foreach (var encoder in encoders)
        {
            encoder.Dispose();
        }
    }

    private IEnumerable<ReadOnlyMemory<byte>> Chunks(CancellationToken cancellation)
    {
        yield return compression.Header.ToArray();
        var pieces = TarPiece.Of(entries, compression.Size);
        var made = InOrder.Run(
            pieces.Count,
            Math.Min(services.Parallel, compression.MostParallel),
            () => new PieceWriter(entries, epoch, compression, encoders, services),
            (writer, number, token) => writer.Make(pieces[number], token),
            cancellation);
        foreach (var (piece, writer) in pieces.Zip(made))
        {
            crc = Crc32Combination.Of(crc, writer.Crc, writer.Content.Length);
            length += writer.Content.Length;
            packed.Add(new PackedPiece(writer.Kept, writer.Content.Length, writer.Crc, Continues: piece.DataStart > 0));

            // The tar is hashed while whoever writes the tarball hashes that.
            var hashing = Task.Run(() => Hash(piece, writer), CancellationToken.None);
            try
            {
                yield return writer.Compressed;
            }
            finally
            {
                ((IAsyncResult)hashing).AsyncWaitHandle.WaitOne();
            }

            hashing.GetAwaiter().GetResult();
        }

        archive.Append(new byte[TarWriter.EndOfArchive]);
        yield return compression.End(crc, length);
    }

    private void Hash(TarPiece piece, PieceWriter writer)
    {
        Verify(piece, writer);
        archive.Append(writer.Content.Span);
    }

    /// <summary>The parts of a large file come in order, and are held against its digest here.</summary>
    private void Verify(TarPiece piece, PieceWriter writer)
    {
        if (piece.DataLength is not { } dataLength)
        {
            return;
        }

        largeFile.Append(writer.LargeFileData.Span);
        var (path, node) = entries[piece.First];
        var expected = ((FileNode)node).Content;
        if (piece.DataStart + dataLength == expected.SizeBytes && largeFile.Take() != expected)
        {
            throw new MissingBlobException(expected, path);
        }
    }
}
