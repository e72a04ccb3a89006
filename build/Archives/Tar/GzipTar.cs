using System.Buffers.Binary;
using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Compression.Deflate;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Archives.Tar;

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
    private uint crc;
    private uint length;

    /// <returns>The digests of the gzip file, which is in the store then, and of the tar.</returns>
    public static async Task<(Digest Compressed, Digest Tar)> PackAsync(
        FileTree tree, long epoch, BuiltinServices services, CancellationToken cancellation)
    {
        using var packing = new GzipTar(TarEntries.Of(tree), epoch, services);
        using var chunks = new ChunkStream(packing.Chunks(cancellation));
        var compressed = await services.Store.PutAsync(chunks, cancellation);
        return (compressed, packing.archive.Take());
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
            pieces.Count, services.Parallel, () => new PieceWriter(entries, epoch, services), (writer, number, token) => writer.Make(pieces[number], token), cancellation);
        var number = 0;
        foreach (var piece in made)
        {
            Verify(pieces[number++], piece);
            Add(piece.Content.Span, piece.Crc);
            yield return piece.Compressed;
        }

        yield return End();
    }

    private void Add(ReadOnlySpan<byte> content, uint contentCrc)
    {
        archive.Append(content);
        crc = Crc32Combination.Of(crc, contentCrc, content.Length);
        length += (uint)content.Length;
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
    private byte[] End()
    {
        var zeros = new byte[TarWriter.EndOfArchive + DeflateEncoder.Slack];
        var end = new byte[DeflateEncoder.Bound(TarWriter.EndOfArchive) + 10];
        Add(zeros.AsSpan(0, TarWriter.EndOfArchive), System.IO.Hashing.Crc32.HashToUInt32(zeros.AsSpan(0, TarWriter.EndOfArchive)));
        var count = new DeflateEncoder().Encode(zeros, 0, TarWriter.EndOfArchive, end);
        DeflateEncoder.LastBlock.CopyTo(end.AsSpan(count));
        count += DeflateEncoder.LastBlock.Length;
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(count), crc);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(count + 4), length);
        return end[..(count + 8)];
    }
}
