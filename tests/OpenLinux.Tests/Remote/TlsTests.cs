using OpenLinux.Common.Processes;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote;
using OpenLinux.Remote.Opening;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Http;
using OpenLinux.TestKit.Remote;

namespace OpenLinux.Tests.Remote;

/// <summary>Both protocols over TLS, with certificates of authorities that no system knows.</summary>
public sealed class TlsTests : IDisposable
{
    private const int MostTries = 2;

    /// <summary>Who refuses a client says so after the handshake, and .NET begins each try of a request anew several times.</summary>
    private const int MostRefusals = 64;

    private readonly TestFolder folder = new();
    private readonly TestCertificate ours = TestCertificate.Authority();
    private readonly TestCertificate others = TestCertificate.Authority("Others");

    [Theory]
    [InlineData("https")]
    [InlineData("grpcs")]
    public async Task A_server_is_believed_by_the_authority_that_is_named(string scheme)
    {
        await using var server = await StartAsync(areClientsAsked: false);
        await using var cache = Open(server, scheme, Settings() with { Authority = Write("ca.pem", ours) }).Cache;

        (await AskAsync(cache)).Should().BeNull();
    }

    [Theory]
    [InlineData("https", "")]
    [InlineData("https", "others")]
    [InlineData("grpcs", "")]
    [InlineData("grpcs", "others")]
    public async Task One_of_another_authority_is_off_with_one_warning_before_anything_is_sent(string scheme, string authority)
    {
        await using var server = await StartAsync(areClientsAsked: false);

        var machine = await BuildAsync(server, scheme, Settings() with { Authority = authority.Length > 0 ? Write("ca.pem", others) : "" });

        machine.Reporter.Warnings.Should().ContainSingle().Which.Should().StartWith("OL701: ").And.Contain("certificate").And.Contain(scheme);
        server.Calls.Should().BeEmpty();
        server.Connections.Should().BeInRange(1, MostTries, "it answers no better the next time");
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("grpcs", true)]
    [InlineData("grpcs", false)]
    public async Task A_client_proves_itself_by_its_certificate(string scheme, bool isKeyApart)
    {
        await using var server = await StartAsync(areClientsAsked: true);
        using var client = ours.Sign("client");
        var settings = Settings() with
        {
            Authority = Write("ca.pem", ours),
            Certificate = isKeyApart ? Write("client.pem", client) : folder.Write("both.pem", client.Pem + "\n" + client.KeyPem),
            Key = isKeyApart ? folder.Write("client.key", client.KeyPem) : "",
        };
        var opened = Open(server, scheme, settings);
        await using var cache = opened.Cache;

        (await AskAsync(cache)).Should().BeNull();
        opened.HasCredentials.Should().BeTrue();
    }

    [Theory]
    [InlineData("https", false)]
    [InlineData("https", true)]
    [InlineData("grpcs", false)]
    [InlineData("grpcs", true)]
    public async Task Without_one_or_with_another_there_is_one_warning_and_the_build_goes_on(string scheme, bool hasAnother)
    {
        await using var server = await StartAsync(areClientsAsked: true);
        using var client = others.Sign("client");
        var settings = Settings() with
        {
            Authority = Write("ca.pem", ours),
            Certificate = hasAnother ? Write("client.pem", client) : "",
            Key = hasAnother ? folder.Write("client.key", client.KeyPem) : "",
        };

        var machine = await BuildAsync(server, scheme, settings);

        machine.Reporter.Warnings.Should().ContainSingle().Which.Should().MatchRegex("^OL70[14]: ").And.NotContain("PRIVATE");
        server.Calls.Should().BeEmpty();
        server.Connections.Should().BeInRange(1, MostRefusals, "it is off after a few requests");
    }

    public void Dispose()
    {
        ours.Dispose();
        others.Dispose();
        folder.Dispose();
    }

    private static RemoteSettings Settings() => new("", new Dictionary<string, string>());

    private static OpenedCache Open(ReapiServer server, string scheme, RemoteSettings settings) =>
        RemoteCaches.Open(settings with { Address = $"{scheme}://{server.Endpoint.Address.Authority}" }, new ProcessLauncher());

    private static Task<OpenLinux.Engine.Reapi.ActionResult?> AskAsync(IRemoteCache cache) =>
        cache.GetResultAsync(Digest.OfUtf8("action"), TestContext.Current.CancellationToken);

    private static async Task<Workshop> BuildAsync(ReapiServer server, string scheme, RemoteSettings settings)
    {
        using var machine = new Workshop();
        using (var services = machine.Open(remote: new RemoteAccess(Open(server, scheme, settings).Cache) { Patience = RemoteBench.Impatient }))
        {
            (await services.Engine.RunAsync(RemoteBench.Step(), TestContext.Current.CancellationToken)).Cached.Should().BeFalse();
        }

        return machine;
    }

    private async Task<ReapiServer> StartAsync(bool areClientsAsked)
    {
        using var certificate = ours.Sign("server");
        return await ReapiServer.StartAsync(certificate, areClientsAsked ? ours : null);
    }

    private string Write(string name, TestCertificate certificate) => folder.Write(name, certificate.Pem);
}
