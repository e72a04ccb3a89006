using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.Tests.Engine;

public sealed class CacheTrimmerTests : IDisposable
{
    private readonly Workshop workshop = new();
    private readonly CacheFolder cache;
    private readonly FileContentStore store;

    public CacheTrimmerTests()
    {
        cache = new CacheFolder(workshop.Cache);
        store = new FileContentStore(cache);
    }

    [Fact]
    public async Task What_was_used_longest_ago_goes_first_and_only_as_much_as_needed()
    {
        var blobs = new List<Digest>();
        for (var age = 0; age < 10; age++)
        {
            blobs.Add(await PutAsync(age, TimeSpan.FromDays(100 + age)));
        }

        new CacheTrimmer(cache, 7000).Trim(DateTimeOffset.UtcNow).Should().Be(3000);

        blobs.Select(blob => File.Exists(workshop.BlobPath(blob)))
            .Should().Equal(true, true, true, true, true, true, true, false, false, false);
    }

    [Fact]
    public async Task Use_keeps_a_blob()
    {
        var used = await PutAsync(1, TimeSpan.FromDays(200));
        var unused = await PutAsync(2, TimeSpan.FromDays(100));
        await store.ContainsAsync(used);

        new CacheTrimmer(cache, 1000).Trim(DateTimeOffset.UtcNow);

        File.Exists(workshop.BlobPath(used)).Should().BeTrue();
        File.Exists(workshop.BlobPath(unused)).Should().BeFalse();
    }

    [Fact]
    public async Task Use_within_a_day_is_not_written_down()
    {
        var blob = await PutAsync(1, TimeSpan.FromHours(23));
        var noted = File.GetLastWriteTimeUtc(workshop.BlobPath(blob));

        await store.ContainsAsync(blob);

        File.GetLastWriteTimeUtc(workshop.BlobPath(blob)).Should().Be(noted);
    }

    [Fact]
    public async Task What_this_build_wrote_stays_whatever_the_size()
    {
        var start = DateTimeOffset.UtcNow - TimeSpan.FromMinutes(1);
        var blob = await PutAsync(1, TimeSpan.Zero);

        new CacheTrimmer(cache, 0).Trim(start).Should().Be(0);

        File.Exists(workshop.BlobPath(blob)).Should().BeTrue();
    }

    [Fact]
    public async Task A_build_that_ran_something_trims_and_one_that_did_not_does_not()
    {
        var old = await PutAsync(1, TimeSpan.FromDays(100));
        using (workshop.Open(maxCacheBytes: 0))
        {
        }

        File.Exists(workshop.BlobPath(old)).Should().BeTrue();
        using (var services = workshop.Open(maxCacheBytes: 0))
        {
            await services.Engine.RunAsync(Workshop.Shell("echo x > out", "out"), TestContext.Current.CancellationToken);
        }

        File.Exists(workshop.BlobPath(old)).Should().BeFalse();
    }

    [Fact]
    public async Task What_builds_write_is_added_up_and_counted_again_when_it_would_be_too_much()
    {
        new CacheTrimmer(cache, 7000).Trim(DateTimeOffset.UtcNow).Should().Be(0);
        for (var build = 0; build < 7; build++)
        {
            await PutInBuildAsync(build, age: 100 + build);
        }

        var oldest = await PutInBuildAsync(7, age: 200);

        File.Exists(workshop.BlobPath(oldest)).Should().BeFalse();
        Blobs().Should().Be(7);
    }

    [Fact]
    public async Task Nothing_is_counted_while_there_is_room()
    {
        new CacheTrimmer(cache, 7000).Trim(DateTimeOffset.UtcNow);
        for (var blob = 0; blob < 10; blob++)
        {
            await PutAsync(blob, TimeSpan.FromDays(100));
        }

        using var next = new CacheFolder(workshop.Cache);
        new CacheTrimmer(next, 7000).Trim(DateTimeOffset.UtcNow).Should().Be(0);
    }

    [Theory]
    [InlineData("0 0")]
    [InlineData("0 99999999999")]
    [InlineData("0")]
    [InlineData("-1 x")]
    public async Task What_was_counted_long_ago_in_the_future_or_by_nobody_is_counted_again(string usage)
    {
        for (var blob = 0; blob < 10; blob++)
        {
            await PutAsync(blob, TimeSpan.FromDays(100));
        }

        await File.WriteAllTextAsync(Path.Combine(workshop.Cache, "usage"), usage, TestContext.Current.CancellationToken);

        using var next = new CacheFolder(workshop.Cache);
        new CacheTrimmer(next, 7000).Trim(DateTimeOffset.UtcNow).Should().Be(3000);
    }

    public void Dispose()
    {
        cache.Dispose();
        workshop.Dispose();
    }

    private int Blobs() => Directory.EnumerateFiles(Path.Combine(workshop.Cache, "cas"), "*", SearchOption.AllDirectories).Count();

    /// <summary>In a process of its own, as far as the cache can tell.</summary>
    private async Task<Digest> PutInBuildAsync(int seed, int age)
    {
        using var build = new CacheFolder(workshop.Cache);
        var digest = await PutAsync(new FileContentStore(build), seed, TimeSpan.FromDays(age));
        new CacheTrimmer(build, 7000).Trim(DateTimeOffset.UtcNow);
        return digest;
    }

    private Task<Digest> PutAsync(int seed, TimeSpan age) => PutAsync(store, seed, age);

    private async Task<Digest> PutAsync(FileContentStore store, int seed, TimeSpan age)
    {
        var bytes = new byte[1000];
        bytes[0] = (byte)seed;
        var digest = await store.PutAsync(bytes);
        File.SetLastWriteTimeUtc(workshop.BlobPath(digest), DateTime.UtcNow - age);
        return digest;
    }
}
