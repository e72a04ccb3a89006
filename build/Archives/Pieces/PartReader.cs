using System.Buffers.Binary;
using OpenLinux.Archives.Tar;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Archives.Pieces;

/// <summary>Reads parts of a tarball, or recalls what was found in them, on one thread.</summary>
/// <inheritdoc cref="TarballParts"/>
internal sealed class PartReader(Digest tarball, ArchiveLimits limits, string scanName, Func<IPartScan> makeScan, BuiltinServices services) : IDisposable
{
    private const int Prefix = sizeof(long) + sizeof(uint);

    private readonly Stream? file = services.Store.OpenAsync(tarball).AsTask().GetAwaiter().GetResult();
    private byte[] buffer = [];
    private IPartScan? scan;

    public void Dispose() => file?.Dispose();

    /// <returns>Null where the part is not what was noted.</returns>
    public ReadOnlyMemory<byte>? Find(TarballPart part, CancellationToken cancellation)
    {
        var start = part.Start;
        foreach (var piece in part.Pieces)
        {
            if (Digest.Of(ReadPiece(start, piece).Span) != piece.Compressed)
            {
                return null;
            }

            start += piece.Compressed.SizeBytes;
        }

        var key = Digest.OfUtf8($"tarball-part {scanName}\n{string.Join('\n', part.Pieces.Select(piece => piece.Compressed))}");
        return Recall(part, key, cancellation) ?? Read(part, key, cancellation);
    }

    /// <summary>Only for what it was noted to unpack to.</summary>
    private ReadOnlyMemory<byte>? Recall(TarballPart part, Digest key, CancellationToken cancellation)
    {
        if (services.Memory.FindAsync(key, cancellation).AsTask().GetAwaiter().GetResult() is not { Text: { Length: >= Prefix } note })
        {
            return null;
        }

        var isThis = BinaryPrimitives.ReadInt64LittleEndian(note.Span) == part.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(note.Span[sizeof(long)..]) == part.Crc;
        return isThis ? note[Prefix..] : null;
    }

    private ReadOnlyMemory<byte>? Read(TarballPart part, Digest key, CancellationToken cancellation)
    {
        scan ??= makeScan();
        using var inflated = new InflatedPart(part, Compressed(part), tarball.SizeBytes);
        using var entries = TarReader.OfPart(inflated, limits);
        byte[] found;
        try
        {
            found = scan.Read(entries, cancellation);
            if (entries.Next() is not null || !inflated.IsWhole())
            {
                return null;
            }
        }
        catch (ArchiveException)
        {
            // Whoever reads the tarball from its start finds the same, and can say where.
            return null;
        }

        var note = new byte[Prefix + found.Length];
        BinaryPrimitives.WriteInt64LittleEndian(note, part.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(note.AsSpan(sizeof(long)), part.Crc);
        found.CopyTo(note, Prefix);
        services.Memory.KeepAsync(key, new StepNote(note, Content: null), cancellation).AsTask().GetAwaiter().GetResult();
        return note.AsMemory(Prefix);
    }

    private IEnumerable<ReadOnlyMemory<byte>> Compressed(TarballPart part)
    {
        var start = part.Start;
        foreach (var piece in part.Pieces)
        {
            yield return ReadPiece(start, piece);
            start += piece.Compressed.SizeBytes;
        }
    }

    /// <returns>Valid until the next call; shorter than the piece where the file is.</returns>
    private ReadOnlyMemory<byte> ReadPiece(long start, PackedPiece piece)
    {
        var size = (int)piece.Compressed.SizeBytes;
        if (buffer.Length < size)
        {
            buffer = new byte[size + (size / 4)];
        }

        if (file is null)
        {
            return default;
        }

        file.Position = start;
        return buffer.AsMemory(0, file.ReadAtLeast(buffer.AsSpan(0, size), size, throwOnEndOfStream: false));
    }
}
