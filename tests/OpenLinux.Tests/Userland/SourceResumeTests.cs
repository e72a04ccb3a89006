using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Http;
using OpenLinux.TestKit.Userland;
using OpenLinux.Userland;

namespace OpenLinux.Tests.Userland;

public sealed class SourceResumeTests : IDisposable
{
    private const int Half = 150_000;

    private readonly SourceFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_cut_connection_is_taken_up_where_it_broke()
    {
        using var server = new LoopbackServer(request => LoopbackReply.FileFor(request, fixture.Content, "\"v1\"") with
        {
            CutAfter = request.RangeStart is null ? Half : null,
        });

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("x")));

        server.Requests.Should().HaveCount(2);
        server.Requests[1].RangeStart.Should().Be(Half);
        server.Requests[1].Headers["If-Range"].Should().Be("\"v1\"");
    }

    [Fact]
    public async Task A_line_that_breaks_often_but_moves_on_is_not_given_up()
    {
        using var server = new LoopbackServer(request => LoopbackReply.FileFor(request, fixture.Content, "\"v1\"") is var whole && whole.Body.Length > 70_000
            ? whole with { CutAfter = 70_000 }
            : whole);

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("x")));

        server.Requests.Select(request => request.RangeStart ?? 0).Should().Equal(0, 70_000, 140_000, 210_000, 280_000);
    }

    [Fact]
    public async Task A_later_build_resumes_what_an_earlier_one_left()
    {
        await LeavePartialAsync(request => LoopbackReply.FileFor(request, fixture.Content, "\"v1\""));
        using var server = new LoopbackServer(request => LoopbackReply.FileFor(request, fixture.Content, "\"v1\""));

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("x")));

        server.Requests.Should().ContainSingle().Which.RangeStart.Should().Be(Half);
    }

    [Fact]
    public async Task A_server_that_ignores_the_range_is_read_from_the_start()
    {
        await LeavePartialAsync(_ => LoopbackReply.Of(fixture.Content));
        using var server = new LoopbackServer(_ => LoopbackReply.Of(fixture.Content));

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("x")));

        server.Requests.Should().ContainSingle().Which.RangeStart.Should().Be(Half);
    }

    [Fact]
    public async Task A_file_that_changed_on_the_server_is_read_from_the_start()
    {
        var old = new byte[fixture.Content.Length];
        var version = 1;
        using var server = new LoopbackServer(request => version++ == 1
            ? LoopbackReply.FileFor(request, old, "\"v1\"") with { CutAfter = Half }
            : LoopbackReply.FileFor(request, fixture.Content, "\"v2\""));

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("x")));

        server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task Parts_that_do_not_fit_are_dropped_and_the_file_read_anew()
    {
        var old = new byte[fixture.Content.Length];
        await LeavePartialAsync(_ => LoopbackReply.Of(old));
        using var server = new LoopbackServer(request => LoopbackReply.FileFor(request, fixture.Content, "\"v2\""));

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("x")));

        server.Requests.Select(request => request.RangeStart).Should().Equal(Half, null);
        fixture.Reporter.Warnings.Should().BeEmpty("nobody served a wrong file");
    }

    [Fact]
    public async Task A_download_that_only_lacked_its_last_rename_is_complete()
    {
        Directory.CreateDirectory(fixture.PartialFolder);
        await File.WriteAllBytesAsync(Path.Combine(fixture.PartialFolder, fixture.Sha256), fixture.Content);
        using var server = new LoopbackServer(request => LoopbackReply.FileFor(request, fixture.Content, "\"v1\""));

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("x")));
    }

    [Fact]
    public async Task A_cancelled_download_keeps_what_came()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(fixture.Content) with { CutAfter = Half, StaysSilent = true });
        using var cancellation = new CancellationTokenSource();
        using var fetcher = fixture.NewFetcher();
        var fetch = fetcher.FetchAsync(fixture.Archive(server.Address("x")), cancellation.Token);
        while (!fixture.Reporter.Transfers.Any(transfer => transfer.Done == Half))
        {
            await Task.Delay(10);
        }

        await cancellation.CancelAsync();

        await fetch.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        new FileInfo(Path.Combine(fixture.PartialFolder, fixture.Sha256)).Length.Should().Be(Half);
    }

    [Fact]
    public async Task Wrong_content_over_a_bad_line_ends()
    {
        var wrong = new byte[fixture.Content.Length];
        using var server = new LoopbackServer(request => LoopbackReply.FileFor(request, wrong, "\"v1\"") with
        {
            CutAfter = request.RangeStart is null ? Half : null,
        });
        var fetch = () => fixture.FetchAsync(server.Address("x"));

        var error = (await fetch.Should().ThrowAsync<BuildException>()).Which;

        error.Code.Should().Be(UserlandErrors.SourceHashMismatch);
        error.Cause.Should().Contain(Digest.Of(wrong).Hash);
    }

    /// <summary>What a build leaves whose only server hung up half-way.</summary>
    private async Task LeavePartialAsync(Func<LoopbackRequest, LoopbackReply> answer)
    {
        var settings = fixture.Settings;
        fixture.Downloads = fixture.Downloads with { Attempts = 1 };
        using var server = new LoopbackServer(request => answer(request) with { CutAfter = Half });
        var fetch = () => fixture.FetchAsync(server.Address("x"));
        (await fetch.Should().ThrowAsync<BuildException>()).Which.Code.Should().Be(UserlandErrors.SourceUnreachable);
        fixture.Settings = settings;
        new FileInfo(Path.Combine(fixture.PartialFolder, fixture.Sha256)).Length.Should().Be(Half);
    }
}
