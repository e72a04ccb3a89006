using System.Diagnostics;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Http;

namespace OpenLinux.EndToEnd.Faults;

/// <summary>A remote cache, nginx as docs/remote.md sets it up, to which something happens in the middle of a build.</summary>
[Collection(FaultGroup.Name)]
public sealed class RemoteServerTests : IDisposable
{
    /// <summary>What a build may lose to a server that has gone is a few seconds, once; the rest is for machines that have other work as well.</summary>
    private static readonly TimeSpan LongestLoss = TimeSpan.FromSeconds(30);

    private static readonly int Moments = Math.Clamp(FaultRun.Rounds / 9, 1, 10);

    private readonly Reference reference;
    private readonly NginxServer nginx = new();
    private readonly Random random = new(FaultRun.Seed + 3);

    public RemoteServerTests(Reference reference) => this.reference = reference;

    [Theory]
    [InlineData("killed")]
    [InlineData("restarted")]
    [InlineData("slowed")]
    public async Task The_bytes_are_the_same_the_time_is_bounded_and_there_is_one_warning(string fault)
    {
        for (var moment = 0; moment < Moments; moment++)
        {
            // First a server that knows nothing and is written to, then one that knows what the first build sent before.
            await BuildAsync(fault, reference.Cold * random.NextDouble());
            await BuildAsync(fault, reference.Warm * random.NextDouble());
        }
    }

    public void Dispose() => nginx.Dispose();

    private async Task BuildAsync(string fault, TimeSpan moment)
    {
        using var build = await reference.Build.CloneAsync();
        using var between = new BlobServer(new Uri(nginx.Address));
        var start = Stopwatch.GetTimestamp();
        using var host = build.Start($"--remote-cache={(fault == "slowed" ? between.Address : nginx.Address)}", "--remote-mode=readwrite");
        await Task.Delay(moment);
        await HappenAsync(fault, between);
        var result = await SmallBuild.EndAsync(host);
        var time = Stopwatch.GetElapsedTime(start);
        if (fault == "killed")
        {
            nginx.Start();
        }

        result.Succeeded();
        build.Sha256().Should().Be(reference.TarballOf(0), "the server was {0} after {1}, seed {2}", fault, moment, FaultRun.Seed);
        build.Leftovers().Should().BeEmpty();
        time.Should().BeLessThan((3 * reference.Cold) + LongestLoss);
        result.All.Split("OL70").Length.Should().BeLessThanOrEqualTo(2, "it said: {0}", result.All);
        FaultRun.Count($"builds with a remote server that was {fault}");
    }

    private async Task HappenAsync(string fault, BlobServer between)
    {
        switch (fault)
        {
            case "slowed":
                between.Delay = TimeSpan.FromMilliseconds(50);
                break;
            case "restarted":
                nginx.Kill();
                await Task.Delay(random.Next(200));
                nginx.Start();
                break;
            default:
                nginx.Kill();
                break;
        }
    }
}
