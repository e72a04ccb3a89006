using System.Net.Sockets;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Http;
using OpenLinux.TestKit.Userland;
using OpenLinux.Userland;

namespace OpenLinux.Tests.Userland;

public sealed class SourceFetcherTests : IDisposable
{
    private readonly SourceFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task An_archive_comes_from_its_address_with_progress_told()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(fixture.Content));

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("thing-1.0.tar.gz")));

        fixture.Reporter.Transfers.ToList()[0].Should().Be(("thing-1.0.tar.gz", 0, fixture.Content.Length));
        fixture.Reporter.Transfers.ToList()[^1].Should().Be(("thing-1.0.tar.gz", fixture.Content.Length, fixture.Content.Length));
    }

    [Fact]
    public async Task What_is_in_the_store_is_not_fetched()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(fixture.Content));
        await fixture.Store.PutAsync(fixture.Content);

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("x")));

        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_lock_that_cannot_be_taken_is_no_other_build()
    {
        var locks = Directory.CreateDirectory(Path.Combine(fixture.Settings.CacheFolder, "locks"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(locks.FullName, "s")));
        File.Move(Path.Combine(locks.FullName, "s"), Path.Combine(locks.FullName, $"source-{fixture.Sha256}"));

        var fetch = () => fixture.FetchAsync().WaitAsync(TimeSpan.FromSeconds(10));

        (await fetch.Should().ThrowAsync<BuildException>()).Which.Code.Should().Be(CommonErrors.CacheUnusable);
    }

    [Fact]
    public async Task A_missing_file_leads_to_the_next_mirror()
    {
        using var server = new LoopbackServer(request => request.Path == "right" ? LoopbackReply.Of(fixture.Content) : LoopbackReply.NotFound);

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("wrong"), server.Address("right")));

        server.Requests.Select(request => request.Path).Should().Equal("wrong", "right");
    }

    [Fact]
    public async Task A_server_in_trouble_is_asked_again()
    {
        var answers = new Queue<LoopbackReply>([new("503 Service Unavailable", []), new("429 Too Many Requests", []), LoopbackReply.Of(fixture.Content)]);
        using var server = new LoopbackServer(_ => answers.Dequeue());

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("x")));
    }

    /// <summary>.NET's own message holds the proxy's address with all that stands in it.</summary>
    [Theory]
    [InlineData("407 Proxy Authentication Required", 1)]
    [InlineData("503 Service Unavailable", 3)]
    public async Task A_proxy_that_refuses_is_named_without_its_password(string answer, int tries)
    {
        using var proxy = new LoopbackServer(_ => new LoopbackReply(answer, []));
        var address = new UriBuilder(proxy.Address("")) { UserName = "proxy-user", Password = "proxy-secret" }.Uri;
        fixture.Downloads = fixture.Downloads with { Proxy = new System.Net.WebProxy(address) };
        var fetch = () => fixture.FetchAsync("https://upstream.invalid/thing-1.0.tar.gz");

        var failure = (await fetch.Should().ThrowAsync<BuildException>()).Which;

        failure.Cause.Should().Contain($"the proxy {address.Authority} answers {answer[..3]}");
        proxy.Requests.Should().HaveCount(tries);
        string.Join('\n', [failure.ToString(), .. fixture.Reporter.Details]).Should().NotContain("proxy-secret").And.NotContain("proxy-user");
    }

    [Fact]
    public async Task A_server_that_stays_in_trouble_is_left_after_three_tries()
    {
        using var server = new LoopbackServer(request =>
            request.Path == "sick" ? new LoopbackReply("500 Internal Server Error", []) : LoopbackReply.Of(fixture.Content));

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("sick"), server.Address("well")));

        server.Requests.Select(request => request.Path).Should().Equal("sick", "sick", "sick", "well");
    }

    [Fact]
    public async Task A_silent_server_is_left_for_a_mirror()
    {
        fixture.Downloads = fixture.Downloads with { Patience = TimeSpan.FromMilliseconds(200), Attempts = 1 };
        using var server = new LoopbackServer(request => LoopbackReply.Of(fixture.Content) with
        {
            CutAfter = request.Path == "mute" ? 0 : null,
            StaysSilent = request.Path == "mute",
        });

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("mute"), server.Address("loud")));
    }

    [Fact]
    public async Task A_redirect_is_followed()
    {
        using var server = new LoopbackServer(request =>
            request.Path == "new" ? LoopbackReply.Of(fixture.Content) : LoopbackReply.RedirectTo("/new"));

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("old")));
    }

    [Fact]
    public async Task Other_content_is_refused_and_the_next_mirror_asked()
    {
        using var server = new LoopbackServer(request => LoopbackReply.Of(request.Path == "right" ? fixture.Content : "<html>"u8.ToArray()));

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("wrong"), server.Address("right")));

        fixture.Reporter.Warnings.Should().ContainSingle()
            .Which.Should().Contain(server.Address("wrong")).And.Contain(fixture.Sha256).And.Contain(Digest.OfUtf8("<html>").Hash);
        (await fixture.Store.FindAsync(Digest.OfUtf8("<html>").Hash)).Should().BeNull();
    }

    [Fact]
    public async Task Other_content_everywhere_is_a_hash_mismatch_that_names_both_hashes_and_the_places()
    {
        using var server = new LoopbackServer(request => LoopbackReply.Of("<html>"u8.ToArray()));
        var fetch = () => fixture.FetchAsync(server.Address("a"), server.Address("b"));

        var error = (await fetch.Should().ThrowAsync<BuildException>()).Which;

        error.Code.Should().Be(UserlandErrors.SourceHashMismatch);
        error.Cause.Should().Contain(fixture.Sha256).And.Contain(Digest.OfUtf8("<html>").Hash)
            .And.Contain(server.Address("a")).And.Contain(server.Address("b"));
        (await fixture.Store.FindAsync(Digest.OfUtf8("<html>").Hash)).Should().BeNull();
        fixture.Partials.Should().BeEmpty();
    }

    [Fact]
    public async Task Without_network_every_place_is_listed_with_its_reason_and_a_way_out()
    {
        var closed = LoopbackServer.ClosedAddress;
        using var server = new LoopbackServer(_ => LoopbackReply.NotFound);
        using var fetcher = fixture.NewFetcher();
        var archive = fixture.Archive(closed, server.Address("lost")) with { DebianPackage = "thing" };
        var fetch = () => fetcher.FetchAsync(archive, CancellationToken.None);

        var error = (await fetch.Should().ThrowAsync<BuildException>()).Which;

        error.Code.Should().Be(UserlandErrors.SourceUnreachable);
        error.Cause.Should().Contain($"{closed} cannot be reached: Connection refused")
            .And.Contain($"{server.Address("lost")} answers 404 Not Found")
            .And.Contain("Debian source package thing cannot be looked up");
        error.Fix.Should().Contain(Path.Combine(fixture.Settings.CacheFolder, "sources")).And.Contain("OPENLINUX_SOURCES");
    }

    [Fact]
    public async Task A_file_put_by_hand_spares_the_network()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.NotFound);
        var folder = Directory.CreateDirectory(Path.Combine(fixture.Settings.CacheFolder, "sources")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "thing-1.0.tar.gz"), fixture.Content);

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("x")));

        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_wrong_file_put_by_hand_is_told_of_and_passed_over()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(fixture.Content));
        fixture.Settings = fixture.Settings with { SourceFolder = fixture.Folder };
        await File.WriteAllTextAsync(Path.Combine(fixture.Folder, "thing-1.0.tar.gz"), "old");

        await fixture.ShouldBeStoredAsync(await fixture.FetchAsync(server.Address("x")));

        fixture.Reporter.Warnings.Should().ContainSingle().Which.Should().Contain(fixture.Folder);
        File.Exists(Path.Combine(fixture.Folder, "thing-1.0.tar.gz")).Should().BeTrue("it is not ours to remove");
    }

    [Fact]
    public async Task A_server_that_never_stops_sending_is_cut_off()
    {
        fixture.Downloads = fixture.Downloads with { LargestArchive = 1000 };
        using var server = new LoopbackServer(_ => LoopbackReply.Of(fixture.Content));
        var fetch = () => fixture.FetchAsync(server.Address("x"));

        (await fetch.Should().ThrowAsync<BuildException>()).Which.Cause.Should().Contain("more than 1000 bytes");
        fixture.Partials.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_builds_at_a_time_download_once()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(fixture.Content));
        var url = server.Address("x");

        var digests = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => fixture.FetchAsync(url))));

        digests.Should().NotBeEmpty().And.AllBeEquivalentTo(Digest.Of(fixture.Content));
        server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_named()
    {
        var file = Path.Combine(fixture.Folder, "a-file");
        await File.WriteAllTextAsync(file, "");
        fixture.Settings = fixture.Settings with { CacheFolder = file };
        using var server = new LoopbackServer(_ => LoopbackReply.Of(fixture.Content));
        var fetch = () => fixture.FetchAsync(server.Address("x"));

        (await fetch.Should().ThrowAsync<BuildException>()).Which.Code.Should().Be(CommonErrors.CacheUnusable);
    }
}
