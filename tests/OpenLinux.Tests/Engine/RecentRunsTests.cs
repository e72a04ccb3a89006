using OpenLinux.Engine.Storage;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.Tests.Engine;

public sealed class RecentRunsTests : IDisposable
{
    private readonly Workshop workshop = new();

    private string Place => Path.Combine(workshop.Cache, "runs");

    [Fact]
    public async Task A_run_in_which_something_ran_is_noted_and_one_in_which_nothing_did_is_not()
    {
        await workshop.RunAsync(_ => Workshop.Shell("echo x > out", "out"));
        await workshop.RunAsync(_ => Workshop.Shell("echo x > out", "out"));
        using (var services = workshop.Open())
        {
            await services.Engine.RunAsync(Workshop.Shell("echo x > out", "out"), TestContext.Current.CancellationToken);
            await services.Engine.RunAsync(Workshop.Shell("echo y > out", "out"), TestContext.Current.CancellationToken);
        }

        Of().Select(run => run.Kinds).Should().BeEquivalentTo<IEnumerable<KindHits>>([[new("Shell", 0, 1)], [new("Shell", 1, 1)]]);
    }

    [Fact]
    public void The_last_32_are_kept()
    {
        using var cache = new CacheFolder(workshop.Cache);
        for (var run = 0; run < 40; run++)
        {
            RecentRuns.Add(cache, new RecentRun(DateTimeOffset.FromUnixTimeSeconds(run), [new("CcCompile", run, 1), new("Link", 0, 2)]));
        }

        Of().Select(run => run.End.ToUnixTimeSeconds()).Should().Equal(Enumerable.Range(8, 32).Select(run => (long)run));
        Of()[^1].Kinds.Should().Equal(new KindHits("CcCompile", 39, 1), new KindHits("Link", 0, 2));
    }

    [Theory]
    [InlineData("x Shell:1/2")]
    [InlineData("99999999999999 Shell:1/2")]
    [InlineData("1 Shell:1")]
    [InlineData("1 Shell:-1/2")]
    [InlineData("1 :1/2")]
    [InlineData("1 Shell:1/2/3")]
    public void Lines_that_are_none_are_passed_over(string line)
    {
        Directory.CreateDirectory(workshop.Cache);
        File.WriteAllText(Place, $"{line}\n5 Shell:1/2\n");

        Of().Should().ContainSingle().Which.End.ToUnixTimeSeconds().Should().Be(5);
    }

    public void Dispose() => workshop.Dispose();

    private IReadOnlyList<RecentRun> Of()
    {
        using var cache = new CacheFolder(workshop.Cache);
        return RecentRuns.Of(cache);
    }
}
