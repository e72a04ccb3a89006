using System.IO.Compression;

namespace OpenLinux.TestKit.Archives;

/// <summary>A whole, valid tarball of one file of zeros, written as gzip members that repeat, so that it takes no time to make.</summary>
internal static class DeflateBomb
{
    private const int Part = 64 << 20;

    /// <param name="size">In bytes, a multiple of 64 MiB.</param>
    public static void Write(string path, string name, long size)
    {
        using var file = File.Create(path);
        file.Write(TarBytes.Gzip(new TarBytes().Entry(name, '0', statedSize: Math.Min(size, OctalLimit), edit: header => Base256(header, size)).Unfinished()));
        var zeros = Zeros();
        for (long written = 0; written < size; written += Part)
        {
            file.Write(zeros);
        }

        file.Write(TarBytes.Gzip(new byte[1024]));
    }

    private const long OctalLimit = (1L << 33) - 1;

    /// <summary>As GNU tar writes sizes of 8 GiB and more.</summary>
    private static void Base256(byte[] header, long size)
    {
        header.AsSpan(124, 12).Clear();
        header[124] = 0x80;
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(128), size);
    }

    private static byte[] Zeros()
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.SmallestSize))
        {
            var chunk = new byte[1 << 20];
            for (var written = 0; written < Part; written += chunk.Length)
            {
                gzip.Write(chunk);
            }
        }

        return result.ToArray();
    }
}
