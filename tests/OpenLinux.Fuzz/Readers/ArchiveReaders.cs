using System.Text;
using OpenLinux.Archives;
using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Tar;
using OpenLinux.Configuration;
using OpenLinux.Oci.Contents;
using OpenLinux.Oci.Naming;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.Userland.Sources.Unpacking;

namespace OpenLinux.Fuzz.Readers;

internal static class ArchiveReaders
{
    private const int Block = 512;

    /// <summary>Beyond it, decompressors only repeat themselves.</summary>
    private const int Most = 4 << 20;

    private static readonly ArchiveLimits Limits = new(50, Most, 1 << 20);

    private static readonly InspectionPolicy Policy = InspectionPolicy.Of(
        new ArchitectureConfiguration("x86_64", "x86_64-linux-musl", "linux/amd64", 64, 62, [], []),
        new RootfsConfiguration(false, false, ["/etc/passwd"], new Dictionary<string, int>()),
        new ImageConfiguration(
            ImageReference.Parse("openlinux"), ["{version}-{arch}"], ["/sbin/init"], ["/bin/sh"],
            new Dictionary<string, string> { ["PATH"] = "/bin:/sbin" }, new Dictionary<string, string>(), "", "/", "/bin/sh"),
        VettingConfiguration.Default with { Limits = Limits },
        new BuildPlaces("/checkout", "/cache"));

    public static void Tar(byte[] input)
    {
        var bytes = WithChecksums(input);
        using var part = TarReader.OfPart(new PlainReader(new MemoryStream(bytes)), Limits);
        try
        {
            ReadAll(part);
        }
        catch (ArchiveException)
        {
            // Refuses more than a whole archive.
        }

        using var tar = new TarReader(new PlainReader(new MemoryStream(bytes)), Limits);
        ReadAll(tar);
        tar.TakeDigest();
    }

    public static void Gzip(byte[] input) => Drain(new GzipReader(new MemoryStream(input)));

    public static void Zstd(byte[] input)
    {
        using var zstd = new ZstdReader(new MemoryStream(input));
        Drain(zstd);
    }

    /// <summary>A tarball as it is vetted, as a layer is applied, and as an archive of images is looked through.</summary>
    public static void Rootfs(byte[] input)
    {
        var bytes = WithChecksums(input);
        RootfsInspector.Inspect(new MemoryStream(bytes), "rootfs.tar.gz", Policy);
        ArchiveMembers.Read(TarSource.Open(new MemoryStream(bytes)), Limits, CancellationToken.None);
        var tree = new LayeredTree(Limits.CountOfPaths());
        using var layers = new LayerReader(tree, Limits);
        layers.Read(new MemoryStream(bytes), CancellationToken.None);
        layers.Read(new MemoryStream(bytes), CancellationToken.None);
        tree.ToList();
    }

    public static void Release(byte[] input) =>
        new ArchiveReader("release", new MemoryStore(Most)).ReadAsync(new MemoryStream(input), CancellationToken.None).GetAwaiter().GetResult();

    private static void ReadAll(TarReader tar)
    {
        var buffer = new byte[64 * 1024];
        while (tar.Next() is { } entry)
        {
            while (tar.ReadData(buffer, 0, buffer.Length) > 0)
            {
            }

            FuzzedReaderFault.ThrowUnless(Copy(entry) == entry, "an entry is kept as another one");
        }
    }

    private static TarEntry Copy(TarEntry entry)
    {
        using var record = new MemoryStream();
        using var writer = new BinaryWriter(record);
        TarEntryRecord.Write(writer, entry);
        record.Position = 0;
        return TarEntryRecord.Read(new BinaryReader(record));
    }

    private static void Drain(ITarSource source)
    {
        var buffer = new byte[64 * 1024];
        for (var total = 0; total < Most && source.Read(buffer, 0, buffer.Length) is var read and > 0; total += read)
        {
        }
    }

    /// <summary>Nobody hits upon a checksum by chance: each block that says "ustar" is given its own.</summary>
    private static byte[] WithChecksums(byte[] input)
    {
        var bytes = input.ToArray();
        for (var at = 0; at + Block <= bytes.Length; at += Block)
        {
            var header = bytes.AsSpan(at, Block);
            if (header.Slice(257, 5).SequenceEqual("ustar"u8))
            {
                header.Slice(148, 8).Fill((byte)' ');
                var sum = 0;
                foreach (var octet in header)
                {
                    sum += octet;
                }

                Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(7, '0')).CopyTo(header[148..]);
            }
        }

        return bytes;
    }
}
