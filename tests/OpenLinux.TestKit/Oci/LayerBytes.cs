using System.Security.Cryptography;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;
using OpenLinux.TestKit.Archives;
using SharpCompress.Compressors.ZStandard;

namespace OpenLinux.TestKit.Oci;

/// <summary>A layer as it is stored, and the digest of its tar.</summary>
internal sealed record LayerBytes(byte[] Stored, OciDigest DiffId)
{
    public static LayerBytes Plain(TarBytes tar) => Of(tar, tar.Tar());

    public static LayerBytes Gzip(TarBytes tar) => Of(tar, tar.Gzip());

    public static LayerBytes Zstd(TarBytes tar) => Of(tar, Zstd(tar.Tar()));

    public static byte[] Zstd(byte[] content)
    {
        using var result = new MemoryStream();
        using (var zstd = new CompressionStream(result, 3, 0, leaveOpen: true))
        {
            zstd.Write(content);
        }

        return result.ToArray();
    }

    private static LayerBytes Of(TarBytes tar, byte[] stored) =>
        new(stored, Digest.Of(tar.Tar()).ToOci());
}
