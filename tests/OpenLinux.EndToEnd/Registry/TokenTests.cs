using System.Text;
using OpenLinux.Common.Errors;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;
using OpenLinux.Registry.Pushing;
using OpenLinux.TestKit.Http;
using OpenLinux.TestKit.Registry;

namespace OpenLinux.EndToEnd.Registry;

/// <summary>Against a registry that takes tokens, and a token server that signs them.</summary>
public sealed class TokenTests : IDisposable
{
    private readonly PushBench bench = new();
    private readonly TokenServer tokens = new();
    private readonly LocalRegistry registry;

    public TokenTests() => registry = tokens.Registry(bench.PathOf("bundle.pem"));

    public void Dispose()
    {
        registry.Dispose();
        tokens.Dispose();
        bench.Dispose();
    }

    [Fact]
    public async Task A_password_is_changed_for_a_token_once()
    {
        bench.LogIn(registry.Host);

        await ShouldPushAsync("me/image");

        tokens.Requests.Should().ContainSingle().Which.Method.Should().Be("GET");
        tokens.LastScopes.Should().Equal("repository:me/image:pull,push");
    }

    [Fact]
    public async Task An_identity_token_is_changed_for_a_token()
    {
        bench.Configure($$"""{"auths": {"{{registry.Host}}": {"auth": "MDAwMDAwMDA6", "identitytoken": "{{TokenServer.IdentityToken}}"} } }""");

        await ShouldPushAsync("me/image");

        tokens.Requests.Should().ContainSingle().Which.Should().Match<(string Method, string, string? Authorization)>(
            request => request.Method == "POST" && request.Authorization == null);
        tokens.LastScopes.Should().Equal("repository:me/image:pull,push");
    }

    [Fact]
    public async Task An_identity_token_may_come_from_a_helper()
    {
        bench.AddProgram("docker-credential-test", $$"""echo '{"Username": "<token>", "Secret": "{{TokenServer.IdentityToken}}"}'""");
        bench.Configure("""{"credsStore": "test"}""");

        await ShouldPushAsync("me/image");
    }

    [Fact]
    public async Task Where_anyone_may_push_nobody_needs_credentials()
    {
        tokens.LetsAnyoneIn = true;

        await ShouldPushAsync("me/image");
    }

    [Fact]
    public async Task A_token_that_expires_during_the_push_is_renewed_once_for_all_uploads()
    {
        var issued = 0;
        var isExpired = false;
        using var tokens = new HttpService(context => Task.Run(() => HttpService.Answer(
            context, 200, Encoding.UTF8.GetBytes($$"""{"token": "token-{{Interlocked.Increment(ref issued)}}"}"""))));
        using var registry = new ConformingRegistry(context =>
        {
            isExpired |= context.Request.HttpMethod == "PATCH";
            var isGood = context.Request.Headers["Authorization"] == (isExpired ? "Bearer token-2" : "Bearer token-1");
            if (!isGood)
            {
                context.Request.InputStream.CopyTo(Stream.Null);
                HttpService.Answer(context, 401, null, ("WWW-Authenticate", $"Bearer realm=\"http://{tokens.Host}/\""));
            }

            return !isGood;
        });
        var image = SampleContent.Image(1000, 2000, 3000, 4000);

        await bench.PushAsync($"{registry.Host}/me/image:1", image);

        issued.Should().Be(2);
        registry.Blobs.Should().HaveCount(5);
        registry.Manifests.Should().ContainKey("1");
    }

    [Fact]
    public async Task Mounting_asks_for_both_repositories()
    {
        bench.LogIn(registry.Host);
        var image = SampleContent.Image(1000);
        await bench.PushAsync($"{registry.Host}/me/source:1", image);

        var receipt = await bench.PushAsync(new PushRequest(ImageReference.Parse($"{registry.Host}/me/target:1"), image) { MountFrom = "me/source" });

        receipt.Mounted.Should().Be(2);
        tokens.LastScopes.Should().Equal("repository:me/target:pull,push", "repository:me/source:pull");
    }

    [Fact]
    public async Task A_repository_that_may_not_be_mounted_from_does_not_keep_anyone_from_pushing()
    {
        bench.LogIn(registry.Host);
        tokens.Secret = "repository:you/secret:pull";

        var receipt = await bench.PushAsync(
            new PushRequest(ImageReference.Parse($"{registry.Host}/me/open:1"), SampleContent.Image(1000)) { MountFrom = "you/secret" });

        receipt.Uploaded.Should().Be(2);
        tokens.LastScopes.Should().Equal("repository:me/open:pull,push");
    }

    [Fact]
    public async Task Who_may_only_pull_is_denied()
    {
        bench.LogIn(registry.Host);
        tokens.Actions = ["pull"];

        var failure = await FailureAsync();

        failure.Code.Should().Be(RegistryErrors.Denied);
        failure.Cause.Should().Contain($"the password of {LocalRegistry.User}");
    }

    [Fact]
    public async Task A_token_server_that_refuses_is_quoted_and_told_nothing_more()
    {
        bench.LogIn(registry.Host, password: "wrong-secret");

        var failure = await FailureAsync();

        failure.Code.Should().Be(RegistryErrors.Unauthorized);
        failure.Cause.Should().Contain(tokens.Host).And.Contain("who are you?");
        failure.Fix.Should().Be($"docker login {registry.Host}");
        (failure + bench.Told).Should().NotContain("wrong-secret").And.NotContain(PushBench.Auth(LocalRegistry.User, "wrong-secret"));
    }

    [Fact]
    public async Task No_token_is_shown_to_anyone()
    {
        bench.LogIn(registry.Host);
        using var proxy = new CuttingProxy(registry.Port, request => request.StartsWith("PUT", StringComparison.Ordinal) ? new Cut(CutPoint.BeforeHead) : null);
        bench.LogIn(proxy.Host);
        var push = () => bench.PushAsync($"{proxy.Host}/me/image:1", SampleContent.Image(1000));

        var failure = (await push.Should().ThrowAsync<BuildException>()).Which;

        bench.Told.Should().Contain("trying again");
        (failure + bench.Told).Should().NotContain("eyJ", "every JSON Web Token starts so").And.NotContain(LocalRegistry.Password);
    }

    [Theory]
    [InlineData(CutPoint.BeforeHead)]
    [InlineData(CutPoint.AfterHead)]
    [InlineData(CutPoint.BeforeAnswer)]
    [InlineData(CutPoint.InAnswer)]
    public async Task A_cut_on_the_way_to_the_token_server_is_made_up_for(CutPoint point)
    {
        using var proxy = new CuttingProxy(tokens.Port, CuttingProxy.Once(request => request.StartsWith("GET /token", StringComparison.Ordinal), new Cut(point, 200)));
        using var registry = tokens.Registry(bench.PathOf("bundle.pem"), $"http://{proxy.Host}/token");
        bench.LogIn(registry.Host);

        await bench.PushAsync($"{registry.Host}/me/image:1", SampleContent.Image(1000));

        proxy.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_token_server_that_is_gone_is_named()
    {
        var gone = HttpService.ClosedHost;
        using var registry = tokens.Registry(bench.PathOf("bundle.pem"), $"http://{gone}/token");
        var push = () => bench.PushAsync($"{registry.Host}/me/image:1", SampleContent.Image(1000));

        var failure = (await push.Should().ThrowAsync<BuildException>()).Which;

        failure.Code.Should().Be(RegistryErrors.Unreachable);
        failure.Subject.Should().Be(gone);
    }

    [Fact]
    public async Task A_password_goes_to_no_token_server_in_the_clear()
    {
        using var registry = tokens.Registry(bench.PathOf("bundle.pem"), "http://token.invalid/token");
        bench.LogIn(registry.Host);
        var push = () => bench.PushAsync($"{registry.Host}/me/image:1", SampleContent.Image(1000));

        var failure = (await push.Should().ThrowAsync<BuildException>()).Which;

        failure.Code.Should().Be(RegistryErrors.Untrusted);
        failure.Cause.Should().Contain("plain HTTP");
    }

    private async Task ShouldPushAsync(string path) =>
        (await bench.PushAsync($"{registry.Host}/{path}:1", SampleContent.Image(1000, 2000, 3000, 4000))).Uploaded.Should().Be(5);

    private async Task<BuildException> FailureAsync()
    {
        var push = () => bench.PushAsync($"{registry.Host}/me/image:1", SampleContent.Image(1000));
        return (await push.Should().ThrowAsync<BuildException>()).Which;
    }
}
