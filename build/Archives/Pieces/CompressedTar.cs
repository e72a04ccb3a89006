using System.Globalization;
using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Compression.Deflate;
using OpenLinux.Archives.Tar;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using SharpCompress.Compressors.ZStandard;

namespace OpenLinux.Archives.Pieces;

/// <summary>Packs a tree as a compressed tar whose bytes depend on the tree and the time alone.</summary>
public static class CompressedTar
{
    /// <summary>The highest level whose window every decoder takes without being asked to (zstd(1), "--ultra").</summary>
    private const int ZstdLevel = 19;

    /// <summary>What reads gzip.</summary>
    public static BuiltinLibrary GzipLibrary { get; } = new("ICSharpCode.SharpZipLib", typeof(CompressedTar));

    public static BuiltinLibrary ZstdLibrary { get; } = new("SharpCompress", typeof(CompressedTar));

    /// <returns>How it is compressed, for the key of the step that packs: all that decides on the bytes beside the tar, but a library's version.</returns>
    public static string Argument(TarCompression compression) => compression == TarCompression.Gzip
        ? string.Create(CultureInfo.InvariantCulture, $"--gzip=deflate@{DeflateEncoder.Version}")
        : string.Create(CultureInfo.InvariantCulture, $"--zstd={ZstdLevel}");

    /// <param name="epoch">Modification time of every entry, in seconds since 1970-01-01 UTC.</param>
    /// <returns>The digests of the compressed file, which is in the store then, and of the tar before compression.</returns>
    public static async Task<(Digest Compressed, Digest Tar)> PackAsync(
        FileTree tree, long epoch, TarCompression compression, BuiltinServices services, CancellationToken cancellation) =>
        compression == TarCompression.Gzip
            ? await GzipTar.PackAsync(tree, epoch, services, cancellation)
            : await PackZstdAsync(tree, epoch, services.Store, cancellation);

    private static async Task<(Digest Compressed, Digest Tar)> PackZstdAsync(
        FileTree tree, long epoch, IContentStore store, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        try
        {
            var path = folder.PathOf("layer.tar.zst");
            var uncompressed = await WriteZstdAsync(path, tree, epoch, store, cancellation);
            return (await store.PutFileAsync(path, cancellation), uncompressed);
        }
        catch (IOException fault) when (StorageFaults.IsDiskFull(fault))
        {
            throw StorageFaults.Translate(fault, folder.Path);
        }
    }

    private static async Task<Digest> WriteZstdAsync(string path, FileTree tree, long epoch, IContentStore store, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await using var compressed = new CompressionStream(file, ZstdLevel, 0, leaveOpen: true);
        using var tar = new TarWriter(compressed, epoch);
        return await tar.WriteAsync(tree, store, cancellation);
    }
}
