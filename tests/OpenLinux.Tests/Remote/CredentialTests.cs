using System.Text;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Content;
using OpenLinux.Remote;
using OpenLinux.Remote.Credentials;
using OpenLinux.Remote.Opening;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Http;

namespace OpenLinux.Tests.Remote;

public sealed class CredentialTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly BlobServer server = new();

    [Fact]
    public async Task A_user_in_the_address_is_sent_and_never_shown()
    {
        var opened = Open(new RemoteSettings(server.Address.Replace("http://", "http://me:s%3Aecret@", StringComparison.Ordinal), Variables()));

        (await SentAsync(opened)).Should().Be("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:s:ecret")));
        opened.Cache.Name.Should().Be(server.Address);
        opened.HasCredentials.Should().BeTrue();
    }

    [Fact]
    public async Task A_token_of_the_environment_is_sent()
    {
        var opened = Open(new RemoteSettings(server.Address, Variables((RemoteSettings.TokenVariable, "secret"))));

        (await SentAsync(opened)).Should().Be("Bearer secret");
    }

    [Fact]
    public async Task A_helper_is_asked_once_while_its_answer_lasts()
    {
        var helper = folder.WriteProgram("helper", $"cat >> {folder.PathOf("asked")}; [ \"$1\" = get ] && echo '{{\"headers\":{{\"Authorization\":[\"Bearer helped\"]}},\"expires\":\"2999-01-01T00:00:00Z\"}}'");
        var opened = Open(new RemoteSettings(server.Address, Variables()) { CredentialHelper = helper });

        (await SentAsync(opened)).Should().Be("Bearer helped");
        (await SentAsync(opened)).Should().Be("Bearer helped");
        File.ReadAllText(folder.PathOf("asked")).Should().Be($$"""{"uri":"{{server.Address}}/"}""");
    }

    [Fact]
    public async Task An_entry_of_netrc_is_sent()
    {
        var netrc = folder.Write("netrc", "machine other login a password b\nmachine 127.0.0.1\n  login me\n  password secret\ndefault login x password y\n");
        var opened = Open(new RemoteSettings(server.Address, Variables(("NETRC", netrc))));

        (await SentAsync(opened)).Should().Be("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:secret")));
    }

    [Fact]
    public async Task Without_any_nothing_is_sent()
    {
        var opened = Open(new RemoteSettings(server.Address, Variables()));

        (await SentAsync(opened)).Should().BeNull();
        opened.HasCredentials.Should().BeFalse();
    }

    [Theory]
    [InlineData("machine a login me password secret", "a", "me", "secret")]
    [InlineData("machine a login me password secret", "b", null, null)]
    [InlineData("machine b password 1 login 2\nmachine a login 3", "a", "3", "")]
    [InlineData("default login d password e", "a", "d", "e")]
    [InlineData("macdef init\nmachine a login no\n\nmachine a login yes password p", "a", "yes", "p")]
    [InlineData("# machine a login no\nmachine a password #1 login me", "a", "me", "#1")]
    [InlineData("machine login login a\nmachine a login b", "a", "b", "")]
    [InlineData("machine", "a", null, null)]
    public void Netrc_is_read_as_curl_reads_it(string text, string host, string? name, string? password)
    {
        var found = Netrc.Find(text, host);

        (found?.Name).Should().Be(name);
        (found?.Password).Should().Be(password);
    }

    [Theory]
    [InlineData("http//me:secret@host/x")]
    [InlineData("ftp://me:secret@host/x")]
    [InlineData("https://me:secret@host/x?y")]
    [InlineData("https://me:secret@")]
    public void An_address_that_cannot_be_used_is_told_without_its_password(string address)
    {
        var refusal = FluentActions.Invoking(() => Open(new RemoteSettings(address, Variables()))).Should().Throw<BuildException>().Which;

        refusal.Code.Should().Be(RemoteSettingsErrors.BadAddress);
        refusal.Message.Should().NotContain("secret");
    }

    [Fact]
    public void A_certificate_that_is_none_is_named()
    {
        var file = folder.Write("client.pem", "no certificate");

        FluentActions.Invoking(() => Open(new RemoteSettings("https://host/", Variables()) { Certificate = file })).Should().Throw<BuildException>()
            .Which.Should().Match<BuildException>(refusal => refusal.Code == RemoteSettingsErrors.BadCredentials && refusal.Subject == file);
    }

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    private static OpenedCache Open(RemoteSettings settings) => RemoteCaches.Open(settings, new ProcessLauncher());

    private async Task<string?> SentAsync(OpenedCache opened)
    {
        await opened.Cache.GetResultAsync(Digest.OfUtf8("x"), TestContext.Current.CancellationToken);
        return server.Requests[^1].Authorization;
    }

    private Dictionary<string, string> Variables(params ReadOnlySpan<(string Name, string Value)> more)
    {
        var variables = new Dictionary<string, string> { ["HOME"] = folder.PathOf("home"), ["PATH"] = "/usr/bin:/bin" };
        foreach (var (name, value) in more)
        {
            variables[name] = value;
        }

        return variables;
    }
}
