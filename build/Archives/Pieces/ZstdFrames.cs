using OpenLinux.Archives.Tar;
using SharpCompress.Compressors.ZStandard;

namespace OpenLinux.Archives.Pieces;

/// <summary>
/// A zstd frame a piece (RFC 8878, section 3: frames that follow each other are one stream), and one for the end of the tar. A piece is as
/// long as the window, so that little is lost.
/// </summary>
internal sealed class ZstdFrames : PieceCompression
{
    /// <summary>The highest level whose window every decoder takes without being asked to (zstd(1), "--ultra").</summary>
    public const int Level = 19;

    /// <summary>An encoder of that level works in 100 MiB.</summary>
    public override int MostParallel => 4;

    public override string Name { get; } = FormattableString.Invariant($"zstd-{Level}@{CompressedTar.ZstdLibrary.Version}");

    public override PieceSize Size => PieceSize.Large;

    public override int Bound(int length) => Compressor.GetCompressBound(length);

    public override IPieceEncoder NewEncoder() => new Encoder();

    public override byte[] End(uint crc, long length)
    {
        using var encoder = new Encoder();
        var end = new byte[Bound(TarWriter.EndOfArchive)];
        return end[..encoder.Encode(new byte[TarWriter.EndOfArchive], 0, TarWriter.EndOfArchive, end)];
    }

    private sealed class Encoder : IPieceEncoder
    {
        private readonly Compressor compressor = new(Level);

        public int Encode(ReadOnlySpan<byte> buffer, int before, int length, Span<byte> output) => compressor.Wrap(buffer.Slice(before, length), output);

        public void Dispose() => compressor.Dispose();
    }
}
