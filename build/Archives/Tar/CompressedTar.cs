using OpenLinux.Archives.Compression;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using SharpCompress.Compressors.ZStandard;

namespace OpenLinux.Archives.Tar;

/// <summary>Writes a tree as a compressed tar whose bytes depend on the tree and the time alone.</summary>
public static class CompressedTar
{
    /// <summary>The highest level whose window every decoder takes without being asked to (zstd(1), "--ultra").</summary>
    public const int ZstdLevel = 19;

    /// <summary>What compresses with gzip, and reads it.</summary>
    public static BuiltinLibrary GzipLibrary { get; } = new("ICSharpCode.SharpZipLib", typeof(CompressedTar));

    public static BuiltinLibrary ZstdLibrary { get; } = new("SharpCompress", typeof(CompressedTar));

    /// <param name="path">A file that does not exist yet.</param>
    /// <param name="epoch">Modification time of every entry, in seconds since 1970-01-01 UTC.</param>
    /// <returns>The digest of the tar before compression.</returns>
    public static async Task<Digest> WriteAsync(
        string path, FileTree tree, long epoch, TarCompression compression, IContentStore store, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await using var compressed = compression == TarCompression.Zstd
            ? new CompressionStream(file, ZstdLevel, 0, leaveOpen: true)
            : (Stream)new CanonicalGzipStream(file);
        using var tar = new TarWriter(compressed, epoch);
        var digest = await tar.WriteAsync(tree, store, cancellation);
        (compressed as CanonicalGzipStream)?.Finish();
        return digest;
    }
}
