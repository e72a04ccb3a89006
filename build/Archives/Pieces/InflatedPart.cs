using System.IO.Compression;
using System.IO.Hashing;
using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Compression.Deflate;
using OpenLinux.Archives.Tar;

namespace OpenLinux.Archives.Pieces;

/// <summary>
/// A part of a tarball without its compression: by the runtime's inflater, which is not the one that knows how the pieces were made. Behind
/// the part a mark is read, and so it is known that the part ends nowhere before.
/// </summary>
/// <param name="compressed">The part's bytes.</param>
/// <param name="tarballBytes">Size of the whole tarball.</param>
internal sealed class InflatedPart(TarballPart part, IEnumerable<ReadOnlyMemory<byte>> compressed, long tarballBytes) : ITarSource, IDisposable
{
    private readonly DeflateStream inflated = new(new ChunkStream(compressed.Append(Mark).Append(DeflateEncoder.LastBlock.ToArray())), CompressionMode.Decompress);
    private readonly Crc32 crc = new();
    private long remaining = part.Length;

    /// <summary>A stored block, not the last, of the four bytes "mark" (RFC 1951, section 3.2.4).</summary>
    private static byte[] Mark => [0, 4, 0, 0xfb, 0xff, .. MarkText];

    private static ReadOnlySpan<byte> MarkText => "mark"u8;

    public long CompressedBytes => tarballBytes;

    public int Read(byte[] buffer, int offset, int count)
    {
        var read = Inflate(buffer.AsSpan(offset, (int)Math.Min(count, remaining)));
        if (read == 0 && count > 0 && remaining > 0)
        {
            throw ArchiveException.Truncated("a part ends too early");
        }

        crc.Append(buffer.AsSpan(offset, read));
        remaining -= read;
        return read;
    }

    /// <returns>Whether all of it was read, was what the note says, and ended there.</returns>
    public bool IsWhole()
    {
        Span<byte> rest = stackalloc byte[MarkText.Length + 1];
        var read = 0;
        while (read < rest.Length && Inflate(rest[read..]) is var more and > 0)
        {
            read += more;
        }

        return remaining == 0 && crc.GetCurrentHashAsUInt32() == part.Crc && rest[..read].SequenceEqual(MarkText);
    }

    public void Dispose() => inflated.Dispose();

    private int Inflate(Span<byte> target)
    {
        try
        {
            return inflated.Read(target);
        }
        catch (InvalidDataException fault)
        {
            throw ArchiveException.Corrupt(fault.Message);
        }
    }
}
