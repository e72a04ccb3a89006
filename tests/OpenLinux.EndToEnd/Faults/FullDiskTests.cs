using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd.Faults;

/// <summary>A disk that is full: the cache's, that of the checkout's own cache, of its outputs, and of temporary files. Then somebody makes room.</summary>
[Collection(FaultGroup.Name)]
public sealed class FullDiskTests(Reference reference)
{
    /// <summary>Sizes that are tried for each place, between nothing and what a build needs there.</summary>
    private static readonly int Sizes = Math.Clamp(FaultRun.Rounds / 9, 1, 12);

    private readonly Random random = new(FaultRun.Seed + 2);

    [Theory]
    [InlineData("the cache")]
    [InlineData(".cache")]
    [InlineData("build")]
    [InlineData("/tmp")]
    public async Task It_is_told_nothing_is_lost_and_with_room_the_next_run_gives_the_same_bytes(string place)
    {
        using var build = await reference.Build.CloneAsync();
        for (var size = 0; size < Sizes; size++)
        {
            var bytes = (long)(NeededIn(place) * (size + random.NextDouble()) / Sizes);
            await FillAsync(build, place, Math.Max(4096, bytes));
        }
    }

    private static string FolderOf(SmallBuild build, string place) => place switch
    {
        "the cache" => build.Cache,
        "/tmp" => build.Temporary,
        _ => build.PathOf(place),
    };

    /// <summary>What is there after a build; of temporary files that is nothing.</summary>
    private long NeededIn(string place) => 16384 + Directory.EnumerateFiles(FolderOf(reference.Build, place), "*", SearchOption.AllDirectories)
        .Select(path => new FileInfo(path)).Where(file => file.LinkTarget is null).Sum(file => (file.Length + 4095) & ~4095);

    private async Task FillAsync(SmallBuild build, string place, long bytes)
    {
        var folder = FolderOf(build, place);
        build.Forget(all: false);
        Directory.CreateDirectory(folder);
        await Command.OutputAsync("mount", ["-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", folder]);
        try
        {
            var full = await build.RunAsync();

            if (full.ExitCode != 0)
            {
                full.FailedWith("OL901").Stderr.Should().Contain("No space left on device", "{0} has {1} bytes", place, bytes);
            }

            build.Leftovers().Should().BeEmpty("{0} has {1} bytes, and it said: {2}", place, bytes, full.All);
            FaultRun.Count(full.ExitCode == 0 ? $"builds that had room enough in {place}" : $"builds that were told of a full disk, {place}");
            await Command.OutputAsync("mount", ["-o", "remount,size=256m", folder]);
            (await build.BuildAsync()).Should().Be(reference.TarballOf(0), "{0} had {1} bytes, seed {2}", place, bytes, FaultRun.Seed);
        }
        finally
        {
            await Command.OutputAsync("umount", [folder]);
        }
    }
}
