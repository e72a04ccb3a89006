using System.Security.Cryptography;
using OpenLinux.Archives;
using OpenLinux.Archives.Tar;

namespace OpenLinux.Oci.Contents;

/// <summary>Reads a layer's tar once, in constant memory a file, and applies it to the tree.</summary>
internal sealed class LayerReader(LayeredTree tree, ArchiveLimits limits) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] buffer = new byte[64 * 1024];

    /// <param name="layer">Can seek, and stands at the start; gzip, zstd or plain.</param>
    /// <returns>The layer's diff_id.</returns>
    /// <exception cref="ArchiveException">Truncated, corrupt, beyond the limits, or with an entry that has no place in a root filesystem.</exception>
    public string Read(Stream layer, CancellationToken cancellation)
    {
        tree.BeginLayer();
        using var tar = new TarReader(TarSource.Open(layer), limits);
        while (tar.Next() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            tree.Apply(entry, entry.IsFile ? HashData(tar) : "");
        }

        return tar.DiffId();
    }

    public void Dispose() => hash.Dispose();

    private string HashData(TarReader tar)
    {
        int read;
        while ((read = tar.ReadData(buffer, 0, buffer.Length)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
