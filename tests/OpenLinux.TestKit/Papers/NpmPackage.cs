using System.Formats.Tar;
using System.IO.Compression;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.TestKit.Papers;

/// <summary>
/// The SPDX 3.0.1 schema out of an npm package that ships it as its makers publish it. NuGet has none; the package is fetched once by npm
/// itself, kept with the checkout's cache, and known by the schema's digest.
/// </summary>
internal static class NpmPackage
{
    private const string Name = "@cyclonedx/cdxgen";
    private const string Version = "12.8.4";
    private const string Schema = "package/data/spdx-export.schema.json";
    private const string Sha256 = "873ff9d3177a0c12495fe585c5012f7bec0aa70aabed1f2f1e79f25bd95eb107";

    public static string SpdxSchema()
    {
        var path = Path.Combine(HostUnderTest.Checkout, ".cache", "schemas", $"spdx-3.0.1-{Version}.json");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path + ".new", Fetch());
            File.Move(path + ".new", path, overwrite: true);
        }

        var schema = File.ReadAllBytes(path);
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(schema)).Should().Be(Sha256, "{0} {1} has that {2}", Name, Version, Schema);
        return System.Text.Encoding.UTF8.GetString(schema);
    }

    private static byte[] Fetch()
    {
        using var folder = new TestFolder();
        Tool.Run("npm", ["pack", $"{Name}@{Version}", "--silent", "--pack-destination", folder.Path], folder.Path);
        using var file = File.OpenRead(Directory.GetFiles(folder.Path, "*.tgz").Single());
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name == Schema)
            {
                using var content = new MemoryStream();
                entry.DataStream!.CopyTo(content);
                return content.ToArray();
            }
        }

        throw new InvalidOperationException($"{Name} {Version} holds no {Schema}");
    }
}
