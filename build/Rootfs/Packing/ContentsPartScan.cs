using System.Security.Cryptography;
using OpenLinux.Archives.Pieces;
using OpenLinux.Archives.Tar;
using OpenLinux.Engine.Content;

namespace OpenLinux.Rootfs.Packing;

/// <summary>The entries of a part of a tarball, and the digests of their files.</summary>
internal sealed class ContentsPartScan : IPartScan
{
    /// <summary>With a version, which is raised with every change of what is found.</summary>
    public const string Name = "contents@1";

    public byte[] Read(TarReader entries, CancellationToken cancellation)
    {
        using var content = new EntryDigest();
        return PartRecord.Write(
            entries,
            (writer, entry) =>
            {
                if (entry.IsFile)
                {
                    writer.Write(Convert.FromHexString(content.Of(entries, cancellation).Hash));
                }
            },
            cancellation);
    }

    /// <returns>The entries, files with their digests.</returns>
    public static IEnumerable<(TarEntry Entry, Digest? Content)> Decode(ReadOnlyMemory<byte> part) => PartRecord.Read(
        part,
        static (reader, entry) => entry.IsFile
            ? new Digest(Convert.ToHexStringLower(reader.ReadBytes(SHA256.HashSizeInBytes)), entry.UnpackedBytes)
            : (Digest?)null);
}

/// <summary>Digests of one entry's content after the other's.</summary>
internal sealed class EntryDigest : IDisposable
{
    private readonly RunningDigest digest = new();
    private readonly byte[] buffer = new byte[64 * 1024];

    public Digest Of(TarReader tar, CancellationToken cancellation)
    {
        while (tar.ReadData(buffer, 0, buffer.Length) is var read and > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            digest.Append(buffer.AsSpan(0, read));
        }

        return digest.Take();
    }

    public void Dispose() => digest.Dispose();
}
