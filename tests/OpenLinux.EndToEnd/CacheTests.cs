using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.EndToEnd;

/// <summary>The cache of a whole build, as people see and maintain it.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class CacheTests(BuiltFixture built) : IDisposable
{
    private readonly TestFolder folder = new();

    private string Cache => folder.PathOf("cache");

    [Fact]
    public async Task It_is_shown_by_kind_with_what_the_runs_before_found_in_it() =>
        (await built.Checkout.RunAsync("--target=Cache")).Succeeded().Stdout.Should()
            .MatchRegex(@"(?m)^.*/openlinux-cache-\w+: \d")
            .And.MatchRegex(@"(?m)^blobs +[\d,]+ ").And.MatchRegex(@"(?m)^results +[\d,]+ ").And.MatchRegex(@"(?m)^trees +[\d,]+ ")
            .And.MatchRegex(@"(?m)^CcCompile +[\d,]+ +[\d,]+ ");

    [Fact]
    public async Task What_is_damaged_goes_by_name_and_what_is_too_much_by_age()
    {
        await PoisonedCache.LinkAsync(built.Cache, Cache);
        await using var checkout = await Checkout.CreateAsync(Cache);
        var damaged = Directory.EnumerateFiles(Path.Combine(Cache, "cas"), "*", SearchOption.AllDirectories).First();
        Workshop.Damage(damaged);

        var verified = (await checkout.RunAsync("--target=Cache", "--verify")).Succeeded().Stdout;
        var pruned = (await checkout.RunAsync("--target=Cache", "--max-size=250MB", "--max-age=1000w")).Succeeded().Stdout;

        verified.Should().Contain("damaged and dropped").And.Contain(damaged);
        pruned.Should().Contain("pruned: ").And.NotContain("a build runs");
        Directory.EnumerateFiles(Path.Combine(Cache, "cas"), "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length).Should().BeLessThan(250_000_000);
    }

    public void Dispose() => folder.Dispose();
}
