using System.IO.Compression;
using System.Text;
using OpenLinux.TestKit.Oci;

namespace OpenLinux.TestKit.Archives;

/// <summary>A tar made byte by byte, so that it can hold what no archiver writes.</summary>
internal sealed class TarBytes
{
    private readonly List<byte> bytes = [];

    /// <summary>The smallest tarball that <see cref="Samples.Policy"/> has nothing against.</summary>
    public static TarBytes Whole() => new TarBytes()
        .Directory("bin").Directory("sbin").Directory("etc")
        .File("bin/sh", "#!", 0b111_101_101)
        .File("sbin/init", "#!", 0b111_101_101)
        .File("etc/passwd", "root:x:0:0::/:/bin/sh\n");

    public TarBytes Directory(string path, int mode = 0b111_101_101) => Entry(path + "/", '5', mode);

    public TarBytes File(string path, string content, int mode = 0b110_100_100) => File(path, Encoding.UTF8.GetBytes(content), mode);

    public TarBytes File(string path, byte[] content, int mode = 0b110_100_100) => Entry(path, '0', mode, content);

    public TarBytes Symlink(string path, string target) => Entry(path, '2', 0b111_111_111, link: target);

    public TarBytes HardLink(string path, string target) => Entry(path, '1', link: target);

    /// <param name="statedSize">What the header says, where that is not what follows.</param>
    /// <param name="edit">Changes the header before its checksum is computed.</param>
    public TarBytes Entry(
        string path, char type, int mode = 0b110_100_100, byte[]? content = null, string link = "", long? statedSize = null, Action<byte[]>? edit = null)
    {
        content ??= [];
        var header = new byte[512];
        Encoding.UTF8.GetBytes(path).CopyTo(header, 0);
        Octal(header, 100, 7, mode);
        Octal(header, 108, 7, 0);
        Octal(header, 116, 7, 0);
        Octal(header, 124, 11, statedSize ?? content.Length);
        Octal(header, 136, 11, 0);
        header[156] = (byte)type;
        Encoding.UTF8.GetBytes(link).CopyTo(header, 157);
        "ustar\u000000"u8.CopyTo(header.AsSpan(257));
        edit?.Invoke(header);
        header.AsSpan(148, 8).Fill((byte)' ');
        Octal(header, 148, 6, header.Sum(octet => octet));
        return Raw(header).Raw(content).Raw(new byte[(512 - (content.Length % 512)) % 512]);
    }

    public TarBytes Raw(byte[] content)
    {
        bytes.AddRange(content);
        return this;
    }

    /// <summary>The archive as it is, without an end.</summary>
    public byte[] Unfinished() => [.. bytes];

    public byte[] Tar() => [.. bytes, .. new byte[1024]];

    public byte[] Gzip() => Gzip(Tar());

    public static byte[] Gzip(byte[] content)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return result.ToArray();
    }

    private static void Octal(byte[] header, int offset, int digits, long value) =>
        Encoding.ASCII.GetBytes(Convert.ToString(value, 8).PadLeft(digits, '0')).CopyTo(header, offset);
}
