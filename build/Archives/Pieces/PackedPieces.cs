using System.Text;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Archives.Pieces;

/// <summary>
/// What a tarball of ours is made of, noted by whoever packed it, so that readers find the pieces again. Nothing rests on the note alone: a
/// reader holds each piece, and the whole, against it.
/// </summary>
/// <param name="Tar">Uncompressed.</param>
/// <param name="Pieces">In their order. Before them stands <see cref="GzipPieces.MemberHeader"/>, behind them <see cref="GzipPieces.MemberEnd"/>.</param>
internal sealed record PackedPieces(Digest Tar, IReadOnlyList<PackedPiece> Pieces)
{
    /// <summary>Raised with every change of what the note says, or of how it is written.</summary>
    private const int Version = 1;

    /// <param name="tarball">Compressed.</param>
    public async ValueTask KeepAsync(Digest tarball, BuiltinServices services, CancellationToken cancellation)
    {
        var content = await services.Store.PutAsync(Encode(), cancellation);
        await services.Memory.KeepAsync(KeyOf(tarball), new StepNote(ReadOnlyMemory<byte>.Empty, content), cancellation);
    }

    /// <returns>Null where nobody noted how it was packed.</returns>
    public static async ValueTask<PackedPieces?> FindAsync(Digest tarball, BuiltinServices services, CancellationToken cancellation) =>
        await services.Memory.FindAsync(KeyOf(tarball), cancellation) is { Content: { } content }
        && await services.Store.ReadAsync(content, cancellation) is { } note
            ? Decode(note)
            : null;

    private static Digest KeyOf(Digest tarball) => Digest.OfUtf8($"packed-pieces@{Version} {tarball}");

    private byte[] Encode()
    {
        using var note = new MemoryStream();
        using (var writer = new BinaryWriter(note, Encoding.UTF8, leaveOpen: true))
        {
            DigestRecord.Write(writer, Tar);
            writer.Write(Pieces.Count);
            foreach (var piece in Pieces)
            {
                DigestRecord.Write(writer, piece.Compressed);
                writer.Write(piece.Length);
                writer.Write(piece.Crc);
                writer.Write(piece.Continues);
            }
        }

        return note.ToArray();
    }

    private static PackedPieces Decode(byte[] note)
    {
        using var reader = new BinaryReader(new MemoryStream(note), Encoding.UTF8);
        var tar = DigestRecord.Read(reader);
        var pieces = new PackedPiece[reader.ReadInt32()];
        for (var index = 0; index < pieces.Length; index++)
        {
            pieces[index] = new PackedPiece(DigestRecord.Read(reader), reader.ReadInt32(), reader.ReadUInt32(), reader.ReadBoolean());
        }

        return new PackedPieces(tar, pieces);
    }
}

/// <param name="Compressed">Its bytes in the tarball.</param>
/// <param name="Length">Of the tar, in bytes.</param>
/// <param name="Crc">CRC-32 of that.</param>
/// <param name="Continues">Whether it goes on with a large file, and can be read behind the piece before it alone.</param>
internal readonly record struct PackedPiece(Digest Compressed, int Length, uint Crc, bool Continues);
