using System.Globalization;
using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Compression.Deflate;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using SharpCompress.Compressors.ZStandard;

namespace OpenLinux.Archives.Pieces;

/// <summary>Packs a tree as a compressed tar whose bytes depend on the tree and the time alone.</summary>
public static class CompressedTar
{
    /// <summary>What reads gzip.</summary>
    public static BuiltinLibrary GzipLibrary { get; } = new("ICSharpCode.SharpZipLib", typeof(CompressedTar));

    public static BuiltinLibrary ZstdLibrary { get; } = new("SharpCompress", typeof(CompressedTar));

    /// <returns>How it is compressed, for the key of the step that packs: all that decides on the bytes beside the tar, but a library's version.</returns>
    public static string Argument(TarCompression compression) => compression == TarCompression.Gzip
        ? string.Create(CultureInfo.InvariantCulture, $"--gzip=deflate@{DeflateEncoder.Version}")
        : string.Create(CultureInfo.InvariantCulture, $"--zstd={ZstdFrames.Level}");

    /// <param name="epoch">Modification time of every entry, in seconds since 1970-01-01 UTC.</param>
    /// <returns>The digests of the compressed file, which is in the store then, and of the tar before compression.</returns>
    public static async Task<(Digest Compressed, Digest Tar)> PackAsync(
        FileTree tree, long epoch, TarCompression compression, BuiltinServices services, CancellationToken cancellation)
    {
        if (compression == TarCompression.Zstd)
        {
            var (frames, parts) = await PiecedTar.PackAsync(tree, epoch, new ZstdFrames(), services, cancellation);
            return (frames, parts.Tar);
        }

        var (member, pieces) = await PiecedTar.PackAsync(tree, epoch, new GzipPieces(), services, cancellation);
        await pieces.KeepAsync(member, services, cancellation);
        return (member, pieces.Tar);
    }
}
