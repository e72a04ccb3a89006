using OpenLinux.Archives.Compression;

namespace OpenLinux.Archives.Pieces;

/// <summary>Pieces of a tarball of ours that are whole entries together: one piece, or all that a large file is cut into.</summary>
/// <param name="Start">Where in the tarball they begin, in bytes.</param>
internal sealed record TarballPart(long Start, IReadOnlyList<PackedPiece> Pieces)
{
    /// <summary>Of the tar, in bytes.</summary>
    public long Length { get; } = Pieces.Sum(piece => (long)piece.Length);

    /// <summary>CRC-32 of the tar's bytes.</summary>
    public uint Crc { get; } = CrcOf(Pieces);

    public static IReadOnlyList<TarballPart> Of(IReadOnlyList<PackedPiece> pieces)
    {
        var parts = new List<TarballPart>();
        long start = GzipPieces.MemberHeader.Length;
        for (var first = 0; first < pieces.Count;)
        {
            var end = first + 1;
            while (end < pieces.Count && pieces[end].Continues)
            {
                end++;
            }

            var part = new TarballPart(start, [.. pieces.Skip(first).Take(end - first)]);
            parts.Add(part);
            start += part.Pieces.Sum(piece => piece.Compressed.SizeBytes);
            first = end;
        }

        return parts;
    }

    public static uint CrcOf(IEnumerable<PackedPiece> pieces) =>
        pieces.Aggregate(0u, (crc, piece) => Crc32Combination.Of(crc, piece.Crc, piece.Length));
}
