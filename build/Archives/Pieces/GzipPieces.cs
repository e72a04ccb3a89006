using System.Buffers.Binary;
using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Compression.Deflate;
using OpenLinux.Archives.Tar;

namespace OpenLinux.Archives.Pieces;

/// <summary>
/// One gzip member (RFC 1952): no name, no time, fixed system. Each piece ends at a byte's boundary, and matches reach into what is before it
/// in the same file.
/// </summary>
internal sealed class GzipPieces : PieceCompression
{
    /// <summary>Magic, deflate, no flags, no time, no hint of the level, system unknown.</summary>
    public static ReadOnlySpan<byte> MemberHeader => [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

    public override string Name { get; } = FormattableString.Invariant($"deflate@{DeflateEncoder.Version}");

    public override PieceSize Size => PieceSize.Small;

    public override int Window => DeflateEncoder.Window;

    public override int Slack => DeflateEncoder.Slack;

    public override ReadOnlySpan<byte> Header => MemberHeader;

    public override int Bound(int length) => DeflateEncoder.Bound(length);

    public override IPieceEncoder NewEncoder() => new Encoder();

    public override byte[] End(uint crc, long length) => MemberEnd(crc, length);

    /// <summary>The end of the tar, compressed as it is, the last block and the trailer.</summary>
    /// <param name="crc">CRC-32 of the tar before its end.</param>
    /// <param name="length">Bytes of the tar before its end.</param>
    public static byte[] MemberEnd(uint crc, long length)
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

    private sealed class Encoder : IPieceEncoder
    {
        private readonly DeflateEncoder encoder = new();

        public int Encode(ReadOnlySpan<byte> buffer, int before, int length, Span<byte> output) => encoder.Encode(buffer, before, length, output);

        public void Dispose()
        {
        }
    }
}
