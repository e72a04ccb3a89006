using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;
using OpenLinux.Engine.Verification;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.Tests.Engine;

public sealed class CachePrunerTests : IDisposable
{
    private static readonly PruneLimits Nothing = new(MaxBytes: 0, MaxAge: null);

    private readonly Workshop workshop = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_not_used_for_so_long_goes_and_nothing_else()
    {
        var old = await PutAsync(1, TimeSpan.FromDays(31));
        var used = await PutAsync(2, TimeSpan.FromDays(29));

        var report = Prune(new PruneLimits(MaxBytes: null, TimeSpan.FromDays(30)));

        report.Gone.Should().ContainSingle().Which.Path.Should().Be(workshop.BlobPath(old));
        report.BytesLeft.Should().Be(1000);
        IsThere(old).Should().BeFalse();
        IsThere(used).Should().BeTrue();
    }

    [Fact]
    public async Task What_was_used_longest_ago_goes_first_and_only_as_much_as_needed()
    {
        var blobs = new List<Digest>();
        for (var age = 0; age < 10; age++)
        {
            blobs.Add(await PutAsync(age, TimeSpan.FromHours(10 + age)));
        }

        Prune(new PruneLimits(MaxBytes: 7500, MaxAge: null)).Gone.Should().HaveCount(3);

        blobs.Select(IsThere).Should().Equal(true, true, true, true, true, true, true, false, false, false);
    }

    [Fact]
    public async Task Both_limits_hold_at_once()
    {
        for (var age = 0; age < 10; age++)
        {
            await PutAsync(age, TimeSpan.FromDays(10 + age));
        }

        Prune(new PruneLimits(MaxBytes: 8000, TimeSpan.FromDays(13.5))).Gone.Should().HaveCount(6);
        Prune(new PruneLimits(MaxBytes: 3000, TimeSpan.FromDays(100))).Gone.Should().HaveCount(1);
    }

    [Fact]
    public async Task What_a_running_build_has_made_or_used_stays()
    {
        using (var earlier = workshop.Open())
        {
            await RunAsync(earlier, "earlier");
        }

        using (var build = workshop.Open())
        {
            var before = Files();
            (await RunAsync(build, "earlier")).Cached.Should().BeTrue();
            await RunAsync(build, "now");

            var report = Prune(Nothing);

            report.Gone.Should().BeEmpty();
            report.Kept.Should().NotBeEmpty();
            Files().Should().Contain(before);
            (await RunAsync(build, "now")).Cached.Should().BeTrue();
        }

        Prune(Nothing).Kept.Should().BeEmpty();
        Files().Should().BeEmpty();
    }

    [Fact]
    public async Task What_no_running_build_can_have_used_goes_while_one_runs()
    {
        var old = await PutAsync(1, TimeSpan.FromDays(3));
        var used = await PutAsync(2, TimeSpan.FromDays(3));
        using var build = new CacheFolder(workshop.Cache);
        (await new FileContentStore(build).ContainsAsync(used, Cancellation)).Should().BeTrue();

        Prune(Nothing).Gone.Should().ContainSingle().Which.Path.Should().Be(workshop.BlobPath(old));

        IsThere(used).Should().BeTrue();
    }

    [Fact]
    public async Task Reading_a_message_is_a_use_of_it()
    {
        var read = await PutAsync(1, TimeSpan.FromDays(3));
        using var build = new CacheFolder(workshop.Cache);
        (await new FileContentStore(build).ReadAsync(read, Cancellation)).Should().NotBeNull();

        Prune(Nothing).Gone.Should().BeEmpty();
    }

    [Fact]
    public async Task A_tree_stays_while_it_is_in_use_and_goes_then()
    {
        using var cache = new CacheFolder(workshop.Cache);
        string folder;
        using (var trees = new TreeArea(cache))
        {
            folder = await trees.FolderOfAsync(Digest.OfUtf8("tree"), CacheWriter.Fill);

            Prune(Nothing).Kept.Should().ContainSingle().Which.Kind.Should().Be(CacheKind.Trees);
            Directory.GetFiles(folder).Should().HaveCount(100);
        }

        cache.Dispose();
        Prune(Nothing).Gone.Should().ContainSingle();
        Directory.Exists(folder).Should().BeFalse();
    }

    [Fact]
    public async Task What_is_left_counts_for_the_builds_that_follow()
    {
        for (var blob = 0; blob < 10; blob++)
        {
            await PutAsync(blob, TimeSpan.FromDays(10 + blob));
        }

        Prune(new PruneLimits(MaxBytes: 4000, MaxAge: null));

        (await File.ReadAllTextAsync(Path.Combine(workshop.Cache, "usage"), Cancellation)).Should().StartWith("4000 ");
    }

    [Fact]
    public void An_empty_cache_is_no_failure()
    {
        Prune(Nothing).Should().BeEquivalentTo(new PruneReport([], [], 0));
        Directory.Exists(workshop.Cache).Should().BeFalse();
    }

    [Fact]
    public async Task Builds_side_by_side_with_pruning_and_verifying_give_what_they_give_alone()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var maintenance = Task.Run(() => MaintainAsync(stop.Token), Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(checkout => Task.Run(() => BuildAsync(checkout), Cancellation)));

        await stop.CancelAsync();
        (await maintenance).Should().BeGreaterThan(0);
    }

    public void Dispose() => workshop.Dispose();

    /// <returns>How often it looked.</returns>
    private async Task<int> MaintainAsync(CancellationToken stop)
    {
        var rounds = 0;
        for (; !stop.IsCancellationRequested; rounds++)
        {
            Prune(Nothing);
            using var cache = new CacheFolder(workshop.Cache);
            new CacheVerifier(cache).Verify(Cancellation).Dropped.Should().BeEmpty();
            await Task.Delay(1, Cancellation);
        }

        return rounds;
    }

    private async Task BuildAsync(int checkout)
    {
        for (var build = 0; build < 8; build++)
        {
            using var services = EngineServicesOf(checkout);
            for (var action = 0; action < 3; action++)
            {
                var outcome = await RunAsync(services, $"{action}");
                (await Workshop.TextOf(services, outcome, "out")).Should().Be($"{action}\n");
            }
        }
    }

    private EngineServices EngineServicesOf(int checkout) => EngineServices.Open(
        new EngineOptions
        {
            CacheDirectory = workshop.Cache,
            StatCachePath = Path.Combine(workshop.Root, $"{checkout}/stat"),
            FailedDirectory = Path.Combine(workshop.Root, $"{checkout}/failed"),
        },
        workshop.Reporter);

    private static Task<ActionOutcome> RunAsync(EngineServices services, string text) =>
        services.Engine.RunAsync(Workshop.Shell($"echo {text} > out", "out"), Cancellation);

    private PruneReport Prune(PruneLimits limits)
    {
        using var cache = new CacheFolder(workshop.Cache);
        return new CachePruner(cache).Prune(limits, Cancellation);
    }

    private bool IsThere(Digest blob) => File.Exists(workshop.BlobPath(blob));

    private List<string> Files() => ((string[])["cas", "ac", "history", "trees"])
        .Select(area => Path.Combine(workshop.Cache, area))
        .Where(Directory.Exists)
        .SelectMany(area => Directory.EnumerateFiles(area, "*", SearchOption.AllDirectories))
        .Where(file => Path.GetFileName(file) != "lock")
        .ToList();

    private async Task<Digest> PutAsync(int seed, TimeSpan age)
    {
        using var cache = new CacheFolder(workshop.Cache);
        var bytes = new byte[1000];
        bytes[0] = (byte)seed;
        var digest = await new FileContentStore(cache).PutAsync(bytes);
        File.SetLastWriteTimeUtc(workshop.BlobPath(digest), DateTime.UtcNow - age);
        return digest;
    }
}
