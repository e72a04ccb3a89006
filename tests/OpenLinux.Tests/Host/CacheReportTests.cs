using OpenLinux.Engine.Storage;
using OpenLinux.Engine.Verification;
using OpenLinux.Host.Reporting;

namespace OpenLinux.Tests.Host;

public sealed class CacheReportTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly StringWriter writer = new();

    private readonly CacheReport report;

    public CacheReportTests() => report = new CacheReport(writer, Now);

    [Fact]
    public void The_cache_is_shown_by_kind_with_its_size_and_age_and_what_the_last_runs_found()
    {
        report.Show(
            Path.GetTempPath(),
            [Entry(CacheKind.Blobs, 1_500_000_000, days: 30), Entry(CacheKind.Blobs, 500_000, days: 0), Entry(CacheKind.Results, 700, days: 1)],
            [
                new RecentRun(Now.AddDays(-3), [new("CcCompile", 0, 2000), new("CcLink", 1, 1)]),
                new RecentRun(Now.AddMinutes(-5), [new("CcCompile", 1999, 1)]),
            ]);

        writer.ToString().Should().Be(
            $"""
            {Path.GetTempPath()}: 1.50 GB
            kind     entries     size  last used between   and
            blobs          2  1.50 GB            30 days   now
            results        1   0.0 MB               24 h  24 h

            The last 2 runs that ran something, 3 days to 5 min ago, found of their actions:
            kind        hits    ran  last hits  last ran
            CcCompile  1,999  2,001      1,999         1
            CcLink         1      1          0         0

            """);
    }

    [Fact]
    public void A_cache_that_is_not_there_is_no_failure()
    {
        report.Show("/nowhere", [], []);

        writer.ToString().Should().Be("/nowhere: nothing yet; the first build makes it\n");
    }

    [Fact]
    public void What_went_is_told_by_kind_and_what_stayed_with_the_reason()
    {
        report.Tell(
            new PruneReport([Entry(CacheKind.Blobs, 2_000_000, days: 9), Entry(CacheKind.Results, 0, days: 9)], [Entry(CacheKind.Blobs, 3_000_000, days: 1)], 3_000_000),
            new PruneLimits(MaxBytes: 1_000_000, MaxAge: null));

        writer.ToString().Should().Be(
            """
            pruned: 1 (2.0 MB) of blobs, 1 (0.0 MB) of results
            1 (3.0 MB) stay: a build runs that may use them, or they are another user's
            3.0 MB is left, more than 1.0 MB

            """);
    }

    [Fact]
    public void Bad_entries_are_counted_and_the_first_named()
    {
        report.Tell(new VerifyReport(1234, 5_000_000, [.. Enumerable.Range(0, 12).Select(_ => Entry(CacheKind.Blobs, 1_000_000, days: 1))], []));

        writer.ToString().Should().StartWith("1,234 entries read, 5.0 MB: 12 (12.0 MB) damaged and dropped\n  /cache/cas/00/00\n").And.EndWith("\n  and 2 more\n");
    }

    [Fact]
    public void A_whole_cache_is_said_to_be_whole()
    {
        report.Tell(new VerifyReport(1, 5_000_000, [], []));

        writer.ToString().Should().Be("1 entries read, 5.0 MB: all are what they are called\n");
    }

    public void Dispose() => writer.Dispose();

    private static CacheEntry Entry(CacheKind kind, long bytes, int days) => new(kind, $"/cache/{kind.Folder}/00/00", bytes, Now.UtcDateTime.AddDays(-days));
}
