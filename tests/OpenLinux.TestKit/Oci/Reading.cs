using System.Security.Cryptography;
using System.Text;
using OpenLinux.Oci.Contents;
using OpenLinux.TestKit.Archives;

namespace OpenLinux.TestKit.Oci;

/// <summary>Reads what a test made, from a real file.</summary>
internal static class Reading
{
    public static ImageContents Read(this StoredImages images, string platform = "linux/amd64") => Read(images.Tar(), platform);

    public static ImageContents Read(byte[] file, string platform = "linux/amd64")
    {
        using var folder = new TestFolder();
        return new ImageContentsReader().Read(folder.Write("image.tar", file), platform);
    }

    /// <summary>The files of an image with these layers, lowest first.</summary>
    public static IReadOnlyDictionary<string, ImageFile> Layers(params TarBytes[] layers) =>
        Read(StoredImages.Of([.. layers.Select(LayerBytes.Gzip)])).Files.ToDictionary(file => file.Path);

    public static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
