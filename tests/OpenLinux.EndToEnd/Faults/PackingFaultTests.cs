using System.Diagnostics;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Rootfs.Packing;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd.Faults;

/// <summary>What packing leaves where it was killed or had no room: nothing half-written, and what is packed next is right.</summary>
public sealed class PackingFaultTests : IDisposable
{
    private const string Variable = "OPENLINUX_TEST_PACKING_TO_BE_KILLED";

    private readonly TestFolder folder = new();

    public PackingFaultTests()
    {
        var random = new Random(5);
        for (var index = 0; index < 60; index++)
        {
            var content = new byte[150_000];
            random.NextBytes(content.AsSpan(0, 100_000));
            folder.Write($"tree/file{index:d2}", content);
        }

        folder.Write("tree/large", new byte[5_000_000]);
    }

    [Fact]
    public async Task Killed_in_the_middle_it_leaves_whole_blobs_and_the_next_gives_the_right_bytes()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } told)
        {
            await PackAsync(Path.Combine(told, "cache"), Path.Combine(told, "tree"));
            return;
        }

        var expected = await PackAsync(folder.PathOf("elsewhere"), folder.PathOf("tree"));
        var cache = folder.PathOf("cache");
        var killed = 0;
        for (var blobs = 1; blobs <= 6; blobs++)
        {
            using var packing = Process.Start(new ProcessStartInfo(
                "dotnet", [typeof(PackingFaultTests).Assembly.Location, "-noColor", "-method", $"*.{nameof(PackingFaultTests)}.Killed*"])
            {
                RedirectStandardOutput = true,
                Environment = { [Variable] = folder.Path },
            })!;
            while (!packing.HasExited && Blobs(cache).Length < blobs)
            {
                await Task.Delay(1);
            }

            killed += packing.HasExited ? 0 : 1;
            packing.Kill();
            await packing.WaitForExitAsync();
        }

        killed.Should().BePositive("it was killed while it packed");
        Blobs(cache).Should().NotBeEmpty().And.OnlyContain(blob => Digest.Of(File.ReadAllBytes(blob)).Hash == Path.GetFileName(blob));
        (await PackAsync(cache, folder.PathOf("tree"))).Should().Be(expected);
    }

    [Fact]
    public async Task On_a_full_disk_it_says_so_and_leaves_nothing_half_written()
    {
        var expected = await PackAsync(folder.PathOf("elsewhere"), folder.PathOf("tree"));
        var small = folder.PathOf("small");
        Directory.CreateDirectory(small);
        await Command.OutputAsync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", small]);
        try
        {
            var packing = () => PackAsync(small, folder.PathOf("tree"));

            (await packing.Should().ThrowAsync<BuildException>()).Which.Code.Id.Should().Be("OL901");
            Directory.EnumerateFiles(Path.Combine(small, "tmp"), "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock").Should().BeEmpty();
            Blobs(small).Should().NotBeEmpty().And.OnlyContain(blob => Digest.Of(File.ReadAllBytes(blob)).Hash == Path.GetFileName(blob));

            await Command.OutputAsync("mount", ["-o", "remount,size=64m", small]);
            (await packing()).Should().Be(expected);
        }
        finally
        {
            await Command.OutputAsync("umount", [small]);
        }
    }

    public void Dispose() => folder.Dispose();

    private static string[] Blobs(string cache) => Directory.Exists(Path.Combine(cache, "cas"))
        ? Directory.GetFiles(Path.Combine(cache, "cas"), "*", SearchOption.AllDirectories)
        : [];

    private static async Task<RootfsTarball> PackAsync(string cache, string tree)
    {
        using var services = EngineServices.Open(
            new EngineOptions { CacheDirectory = cache, StatCachePath = cache + ".stat", FailedDirectory = cache + ".failed", MaxParallel = 2 },
            new SilentReporter());
        return RootfsArchive.Of(await services.Engine.RunAsync(
            RootfsArchive.Pack(services.Digester.TreeOf(tree), 0, "x86_64"), TestContext.Current.CancellationToken));
    }
}
