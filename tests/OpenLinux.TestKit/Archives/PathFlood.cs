using System.Formats.Tar;
using System.IO.Compression;

namespace OpenLinux.TestKit.Archives;

/// <summary>A tarball of nothing but paths.</summary>
internal static class PathFlood
{
    public static void Write(string path, int count)
    {
        using var file = File.Create(path);
        using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip, TarEntryFormat.Ustar);
        for (var number = 0; number < count; number++)
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{number % 100}/{number:d9}{new string('x', 80)}"));
        }
    }
}
