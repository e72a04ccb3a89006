using OpenLinux.Archives;
using OpenLinux.Archives.Tar;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Oci.Contents;

/// <summary>Reads a layer's tar once, in constant memory a file, and applies it to the tree.</summary>
internal sealed class LayerReader(LayeredTree tree, ArchiveLimits limits) : IDisposable
{
    private readonly RunningDigest digest = new();
    private readonly byte[] buffer = new byte[64 * 1024];

    /// <param name="layer">Can seek, and stands at the start; gzip, zstd or plain.</param>
    /// <returns>The layer's diff_id.</returns>
    /// <exception cref="ArchiveException">Truncated, corrupt, beyond the limits, or with an entry that has no place in a root filesystem.</exception>
    public OciDigest Read(Stream layer, CancellationToken cancellation)
    {
        tree.BeginLayer();
        using var tar = new TarReader(TarSource.Open(layer), limits);
        while (tar.Next() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            tree.Apply(entry, entry.IsFile ? HashData(tar) : "");
        }

        return tar.TakeDigest().ToOci();
    }

    public void Dispose() => digest.Dispose();

    private string HashData(TarReader tar)
    {
        int read;
        while ((read = tar.ReadData(buffer, 0, buffer.Length)) > 0)
        {
            digest.Append(buffer.AsSpan(0, read));
        }

        return digest.Take().Hash;
    }
}
