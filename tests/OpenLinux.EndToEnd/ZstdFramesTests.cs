using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Pieces;
using OpenLinux.Engine.Building;
using OpenLinux.Oci.Layers;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.EndToEnd;

/// <summary>A layer of several zstd frames, packed by the engine and read by zstd itself.</summary>
public sealed class ZstdFramesTests : IDisposable
{
    private const string Folder = "tree";

    private static readonly SampleFiles Files = new(() =>
    [
        .. SampleFiles.Small(40, 300_000),
        ("large", Contents.Of("zeros", PieceSize.Large.Most + 100_001, 1)),
    ]);

    private readonly Workshop workshop = new();

    public ZstdFramesTests() => Files.WriteTo(workshop, Folder);

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task Its_bytes_hang_on_no_number_of_threads_and_what_was_kept_is_not_compressed_again()
    {
        var expected = await PackAsync("cold", 1);
        var kept = Frames("cold");
        (await PackAsync("elsewhere", 8)).Digest.Should().Be(expected.Digest);

        await File.WriteAllBytesAsync(Path.Combine(workshop.Checkout, Folder, "usr/share/part3/file039"), Contents.Of("text", 12_345, 99), TestContext.Current.CancellationToken);
        var changed = await PackAsync("cold", 2);

        kept.Should().HaveCountGreaterThan(2);
        Frames("cold").Except(kept).Should().HaveCountLessThan(kept.Count).And.HaveCountLessThanOrEqualTo(3, "a frame, the layer, and the next frame where the cut moved");
        (await PackAsync("elsewhere-again", 3)).Digest.Should().Be(changed.Digest).And.NotBe(expected.Digest);
    }

    [Fact]
    public async Task Zstd_reads_it_as_the_tar_that_was_packed()
    {
        var layer = await PackAsync("cache", 2);
        var path = Path.Combine(workshop.Root, "cache", "cas", layer.Digest.Hash[..2], layer.Digest.Hash);

        (await Command.OutputAsync("sh", ["-c", $"zstd -dc <{path} | sha256sum"])).Split(' ')[0].Should().Be(layer.DiffId.Hash);
        await Command.OutputAsync("sh", ["-c", $"mkdir {workshop.Root}/out && zstd -dc <{path} | tar -xC {workshop.Root}/out && diff -r {workshop.Checkout}/{Folder} {workshop.Root}/out"]);
    }

    private async Task<(Engine.Content.Digest Digest, Oci.Naming.OciDigest DiffId)> PackAsync(string cache, int parallel)
    {
        using var services = EngineServices.Open(
            new EngineOptions
            {
                CacheDirectory = Path.Combine(workshop.Root, cache),
                StatCachePath = Path.Combine(workshop.Root, "stat"),
                FailedDirectory = workshop.Failed,
                MaxParallel = parallel,
            },
            workshop.Reporter);
        var tree = services.Digester.TreeOf(Path.Combine(workshop.Checkout, Folder));
        var layer = LayerArchive.Of(
            await services.Engine.RunAsync(LayerArchive.Pack(tree, 0, TarCompression.Zstd, "test"), TestContext.Current.CancellationToken), TarCompression.Zstd, "test");
        return (layer.Content, layer.DiffId);
    }

    /// <returns>The blobs that begin with zstd's magic number: frames, and layers of them.</returns>
    private HashSet<string> Frames(string cache) =>
    [
        .. Directory.GetFiles(Path.Combine(workshop.Root, cache, "cas"), "*", SearchOption.AllDirectories)
            .Where(path => File.OpenRead(path) is var file && Begin(file).AsSpan().SequenceEqual<byte>([0x28, 0xb5, 0x2f, 0xfd])),
    ];

    private static byte[] Begin(FileStream file)
    {
        using (file)
        {
            var begin = new byte[4];
            file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
            return begin;
        }
    }
}
