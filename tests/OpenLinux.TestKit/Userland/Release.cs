using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace OpenLinux.TestKit.Userland;

/// <summary>An upstream release as an archive, with the same bytes each time.</summary>
internal sealed record Release(string Name, byte[] Archive)
{
    public string FileName => $"{Name}-1.tar.gz";

    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Archive));

    public static Release Of(string name, params (string Path, string Text)[] files)
    {
        using var archive = new MemoryStream();
        using (var gzip = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var (path, text) in files)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{name}-1/{path}")
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                });
            }
        }

        return new Release(name, archive.ToArray());
    }

    /// <summary>Puts it where a user would put it by hand.</summary>
    /// <returns>A recipe without depends.</returns>
    public string PutInto(string cache)
    {
        var folder = Directory.CreateDirectory(Path.Combine(cache, "sources")).FullName;
        File.WriteAllBytes(Path.Combine(folder, FileName), Archive);
        return $"""
            kind = "upstream"
            version = "1"
            licence = "0BSD"
            sha256 = "{Sha256}"
            urls = ["http://127.0.0.1:9/{FileName}"]

            """;
    }
}
