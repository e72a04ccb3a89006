using System.Diagnostics;
using System.Globalization;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote;
using OpenLinux.Remote.Opening;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Http;

namespace OpenLinux.Tests.Remote;

/// <summary>When a server asks to be left alone for a while.</summary>
public sealed class RetryAfterTests : IDisposable
{
    private readonly HttpService service;
    private readonly OpenedCache opened;
    private Queue<(int Status, string? RetryAfter)> answers = new();

    public RetryAfterTests()
    {
        service = new HttpService(context =>
        {
            var (status, after) = answers.TryDequeue(out var next) ? next : (404, null);
            HttpService.Answer(context, status, null, after is null ? [] : [("Retry-After", after)]);
            return Task.CompletedTask;
        });
        opened = RemoteCaches.Open(new RemoteSettings($"http://{service.Host}/", new Dictionary<string, string>()), new ProcessLauncher());
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task It_says_so_in_seconds_or_as_a_date(int status)
    {
        (await SaidAsync(status, "7")).Should().Be(TimeSpan.FromSeconds(7));
        (await SaidAsync(status, Date(TimeSpan.FromSeconds(30)))).Should().BeCloseTo(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5));
        (await SaidAsync(status, Date(TimeSpan.FromSeconds(-30)))).Should().BeNull("that is over");
        (await SaidAsync(status, "soon")).Should().BeNull();
        (await SaidAsync(status, null)).Should().BeNull();
    }

    [Theory]
    [InlineData("86400")]
    [InlineData("date")]
    public async Task It_is_left_alone_for_no_longer_than_a_build_has_patience(string asked)
    {
        var after = asked == "date" ? Date(TimeSpan.FromDays(1)) : asked;
        answers = new([(429, after), (503, after)]);
        var patience = RemoteBench.Impatient with { Failing = TimeSpan.FromSeconds(3), LongestPause = TimeSpan.FromMilliseconds(80) };
        using var link = new RemoteLink(new RemoteAccess(opened.Cache) { Patience = patience }, new SilentReporter());

        var (answer, took) = await AskAsync(link);

        answer.Should().Be("none there");
        service.Requests.Should().HaveCount(3);
        took.Should().BeGreaterThan(patience.LongestPause * 1.9).And.BeLessThan(TimeSpan.FromMinutes(1), "it asked for a day");
    }

    [Fact]
    public async Task It_is_left_alone_for_as_long_as_it_asks_within_that()
    {
        answers = new([(429, "1")]);
        using var link = new RemoteLink(new RemoteAccess(opened.Cache), new SilentReporter());

        var (answer, took) = await AskAsync(link);

        answer.Should().Be("none there");
        took.Should().BeGreaterThan(TimeSpan.FromSeconds(0.9), "it is asked again in a tenth of a second otherwise");
    }

    public void Dispose()
    {
        opened.Cache.DisposeAsync().AsTask().GetAwaiter().GetResult();
        service.Dispose();
    }

    private static string Date(TimeSpan fromNow) => (DateTimeOffset.UtcNow + fromNow).ToString("R", CultureInfo.InvariantCulture);

    private async Task<TimeSpan?> SaidAsync(int status, string? after)
    {
        answers = new([(status, after)]);
        var failure = await FluentActions.Awaiting(() => opened.Cache.GetResultAsync(Digest.OfUtf8("action"), TestContext.Current.CancellationToken))
            .Should().ThrowAsync<RemoteUnavailableException>();
        failure.Which.IsRefusal.Should().BeFalse();
        return failure.Which.RetryAfter;
    }

    private static async Task<(string Answer, TimeSpan Took)> AskAsync(RemoteLink link)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await link.ReadAsync(
            async (cache, clock) => await cache.GetResultAsync(Digest.OfUtf8("action"), clock.Token) is null ? "none there" : "there",
            "no answer",
            TestContext.Current.CancellationToken);
        return (answer, Stopwatch.GetElapsedTime(started));
    }
}
