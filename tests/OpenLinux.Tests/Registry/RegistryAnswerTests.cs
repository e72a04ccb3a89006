using System.Text;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;
using OpenLinux.Registry.Content;
using OpenLinux.Registry.Pushing;
using OpenLinux.TestKit.Http;
using OpenLinux.TestKit.Registry;

namespace OpenLinux.Tests.Registry;

/// <summary>What a healthy registry cannot be brought to say, said by a server on the loopback interface.</summary>
public sealed class RegistryAnswerTests : IDisposable
{
    private readonly PushBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_busy_registry_is_left_alone_as_long_as_it_asks()
    {
        using var registry = new ConformingRegistry(Answers.Once("HEAD", context => HttpService.Answer(context, 429, null, ("Retry-After", "7"))));

        await PushAsync(registry.Host);

        bench.Pauses.Should().Equal(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task No_registry_is_waited_for_without_end()
    {
        using var registry = new ConformingRegistry(Answers.Once("HEAD", context => HttpService.Answer(context, 503, null, ("Retry-After", "86400"))));

        await PushAsync(registry.Host);

        bench.Pauses.Should().Equal(bench.Settings.LongestPause);
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task A_registry_that_fails_once_is_asked_again(string method)
    {
        using var registry = new ConformingRegistry(Answers.Once(method, context => HttpService.Answer(context, 500)));
        var image = SampleContent.Image(10_000);

        await PushAsync(registry.Host, image);

        registry.Manifests.Should().ContainKey("1");
        registry.Blobs.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_registry_that_always_fails_is_quoted()
    {
        using var registry = new ConformingRegistry(Answers.For("POST", context => HttpService.Answer(
            context, 500, Encoding.UTF8.GetBytes("""{"errors":[{"code":"UNKNOWN","message":"unknown error","detail":"disk full"}]}"""))));

        var failure = await FailureAsync(registry.Host);

        failure.Code.Should().Be(RegistryErrors.PushFailed);
        failure.Cause.Should().Contain("500").And.Contain("UNKNOWN: unknown error (disk full)");
    }

    [Fact]
    public async Task A_registry_that_stays_silent_is_given_up()
    {
        using var released = new SemaphoreSlim(0);
        using var registry = new ConformingRegistry(Answers.For("POST", _ => released.Wait(TimeSpan.FromSeconds(30))));
        bench.Settings = bench.Settings with { Patience = TimeSpan.FromMilliseconds(200) };

        var failure = await FailureAsync(registry.Host);
        released.Release(10);

        failure.Code.Should().Be(RegistryErrors.PushFailed);
        failure.Cause.Should().Contain("stays silent for 0.2 s");
    }

    [Theory]
    [InlineData(403, "DENIED", "OL604")]
    [InlineData(404, "NAME_UNKNOWN", "OL605")]
    [InlineData(400, "NAME_INVALID", "OL605")]
    [InlineData(405, "UNSUPPORTED", "OL607")]
    [InlineData(413, "SIZE_INVALID", "OL607")]
    [InlineData(501, "UNSUPPORTED", "OL607")]
    public async Task What_a_registry_refuses_has_its_code_and_the_registrys_words(int status, string code, string expected)
    {
        using var registry = new ConformingRegistry(Answers.For("POST", context => HttpService.Answer(
            context, status, Encoding.UTF8.GetBytes($$"""{"errors":[{"code":"{{code}}","message":"in its own words"}]}"""))));

        var failure = await FailureAsync(registry.Host);

        failure.Code.Id.Should().Be(expected);
        failure.Cause.Should().Contain($"{status}").And.Contain($"{code}: in its own words");
        bench.Pauses.Should().BeEmpty("trying again would not help");
    }

    [Fact]
    public async Task Half_a_character_is_left_out_of_the_registrys_words()
    {
        using var registry = new ConformingRegistry(Answers.For("POST", context => HttpService.Answer(
            context, 403, """{"errors":[{"code":"DENIED","message":"\ud800","detail":"\ud800"}]}"""u8.ToArray())));

        var failure = await FailureAsync(registry.Host);

        failure.Code.Should().Be(RegistryErrors.Denied);
        failure.Cause.Should().Contain("DENIED: ");
    }

    [Theory]
    [InlineData("POST", "//[::1/")]
    [InlineData("HEAD", "//[::1/")]
    public async Task A_location_that_is_no_address_is_not_followed(string method, string location)
    {
        using var registry = new ConformingRegistry(Answers.For(method, context => HttpService.Answer(context, method == "POST" ? 202 : 307, null, ("Location", location))));

        (await FailureAsync(registry.Host)).Code.Should().Be(RegistryErrors.NotARegistry);
    }

    [Fact]
    public async Task Another_digest_than_ours_is_no_success()
    {
        using var registry = new ConformingRegistry(Answers.For("PUT", context => HttpService.Answer(context, 201, null, ("Docker-Content-Digest", Digest.Empty.ToOci().ToString()))));

        var failure = await FailureAsync(registry.Host);

        failure.Code.Should().Be(RegistryErrors.DigestMismatch);
        failure.Cause.Should().Contain(Digest.Empty.ToOci().ToString());
        registry.Manifests.Should().BeEmpty();
    }

    [Fact]
    public async Task Warnings_of_the_registry_are_handed_on_once()
    {
        using var registry = new ConformingRegistry(context =>
        {
            context.Response.Headers["Warning"] = "299 - \"This registry closes soon.\"";
            return false;
        });

        await PushAsync(registry.Host);

        bench.Reporter.Warnings.Should().Equal($"{registry.Host}: This registry closes soon.");
    }

    [Fact]
    public async Task The_least_chunk_that_a_registry_takes_is_honoured()
    {
        using var registry = new ConformingRegistry(context =>
        {
            context.Response.Headers["OCI-Chunk-Min-Length"] = "60000";
            return false;
        });
        bench.Settings = bench.Settings with { ChunkBytes = 10 };

        await PushAsync(registry.Host, SampleContent.Image(100_000));

        registry.Requests.Count(request => request.Method == "PATCH").Should().Be(2 + 1);
    }

    private Task<PushReceipt> PushAsync(string host, PushedManifest? image = null) =>
        bench.PushAsync($"{host}/x:1", image ?? SampleContent.Image(1000));

    private async Task<BuildException> FailureAsync(string host)
    {
        var push = () => PushAsync(host);
        return (await push.Should().ThrowAsync<BuildException>()).Which;
    }
}
