using System.IO.Compression;
using OpenLinux.Engine.Actions;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;
using SharpCompress.Compressors.ZStandard;

namespace OpenLinux.Userland.Sources.Unpacking;

/// <summary>Tells a compressed stream by its first bytes, as file names lie.</summary>
internal static class Decompression
{
    /// <summary>What decompresses where .NET does not.</summary>
    public static BuiltinLibrary Library { get; } = new("SharpCompress", typeof(Decompression));

    /// <summary>Where a tar header says "ustar" (POSIX.1, pax interchange format).</summary>
    private const int TarMagicOffset = 257;

    /// <summary>By the signature of its first file (APPNOTE.TXT, 4.3.7).</summary>
    public static bool IsZip(Stream stream)
    {
        Span<byte> head = stackalloc byte[4];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return length == head.Length && head.SequenceEqual("PK\x3\x4"u8);
    }

    /// <returns>The decompressed stream; the stream itself where it is plain tar.</returns>
    /// <exception cref="InvalidDataException">None of the known formats.</exception>
    public static Stream Open(Stream stream)
    {
        Span<byte> head = stackalloc byte[TarMagicOffset + 5];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        ReadOnlySpan<byte> start = head[..length];
        return start switch
        {
            [0x1F, 0x8B, ..] => new GZipStream(stream, CompressionMode.Decompress),
            [(byte)'B', (byte)'Z', (byte)'h', ..] => BZip2Stream.Create(
                stream, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: true),
            [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0x00, ..] => new XZStream(stream),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => new DecompressionStream(stream),
            _ when length == head.Length && start[TarMagicOffset..].SequenceEqual("ustar"u8) => stream,
            _ => throw new InvalidDataException("it starts like no tar, gzip, bzip2, xz or zstd file"),
        };
    }
}
