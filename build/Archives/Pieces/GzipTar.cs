using System.Buffers.Binary;
using System.Collections.Concurrent;
using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Compression.Deflate;
using OpenLinux.Archives.Tar;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Archives.Pieces;

/// <summary>
/// Packs a tree as one gzip member (RFC 1952) whose bytes depend on the tree and the time alone: no name, no time, fixed system. The tar is
/// cut into pieces, see <see cref="TarPiece"/>, which are compressed side by side and kept: what was in another tar before is not
/// compressed again. Each ends at a byte's boundary, so that they stand one after the other as they are. Nothing is held whole.
/// </summary>
internal sealed class GzipTar(KeyValuePair<string, TreeNode>[] entries, long epoch, BuiltinServices services) : IDisposable
{
    /// <summary>Magic, deflate, no flags, no time, no hint of the level, system unknown.</summary>
    public static ReadOnlySpan<byte> Header => [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

    private readonly RunningDigest archive = new();
    private readonly RunningDigest largeFile = new();
    private readonly ConcurrentBag<DeflateEncoder> encoders = [];
    private readonly List<PackedPiece> packed = [];
    private uint crc;
    private long length;

    /// <returns>The digests of the gzip file, which is in the store then, and of the tar.</returns>
    public static async Task<(Digest Compressed, Digest Tar)> PackAsync(
        FileTree tree, long epoch, BuiltinServices services, CancellationToken cancellation)
    {
        using var packing = new GzipTar(TarEntries.Of(tree), epoch, services);
        using var chunks = new ChunkStream(packing.Chunks(cancellation));
        var compressed = await services.Store.PutAsync(chunks, cancellation);
        var tar = packing.archive.Take();
        await new PackedPieces(tar, packing.packed).KeepAsync(compressed, services, cancellation);
        return (compressed, tar);
    }

    public void Dispose()
    {
        archive.Dispose();
        largeFile.Dispose();
    }

    private IEnumerable<ReadOnlyMemory<byte>> Chunks(CancellationToken cancellation)
    {
        yield return Header.ToArray();
        var pieces = TarPiece.Of(entries);
        var made = InOrder.Run(
            pieces.Count, services.Parallel, () => new PieceWriter(entries, epoch, encoders, services), (writer, number, token) => writer.Make(pieces[number], token), cancellation);
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
        yield return End(crc, length);
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

    /// <summary>The end of the tar, compressed as it is, the last block and the trailer.</summary>
    /// <param name="crc">CRC-32 of the tar before its end.</param>
    /// <param name="length">Bytes of the tar before its end.</param>
    public static byte[] End(uint crc, long length)
    {
        var zeros = new byte[TarWriter.EndOfArchive + DeflateEncoder.Slack];
        var end = new byte[DeflateEncoder.Bound(TarWriter.EndOfArchive) + 10];
        var whole = Crc32Combination.Of(
            crc, System.IO.Hashing.Crc32.HashToUInt32(zeros.AsSpan(0, TarWriter.EndOfArchive)), TarWriter.EndOfArchive);
        var count = new DeflateEncoder().Encode(zeros, 0, TarWriter.EndOfArchive, end);
        DeflateEncoder.LastBlock.CopyTo(end.AsSpan(count));
        count += DeflateEncoder.LastBlock.Length;
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(count), whole);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(count + 4), (uint)(length + TarWriter.EndOfArchive));
        return end[..(count + 8)];
    }
}
