using System.Text.RegularExpressions;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Http;

namespace OpenLinux.EndToEnd.Remote;

/// <summary>The compiled host and nginx behind TLS, which lets in whom the team's authority has signed.</summary>
public sealed class TlsTests : IDisposable
{
    private static readonly string[] Arguments = ["--target=Rootfs", "--arch=x86_64", "--toolchain.toolchain=machine", "--rootfs.required=", "--components=kernel-headers"];

    private readonly TestFolder folder = new();
    private readonly TestCertificate authority = TestCertificate.Authority();
    private readonly NginxServer nginx;

    public TlsTests()
    {
        using var server = authority.Sign("server");
        nginx = new NginxServer(server, authority);
        folder.Write("certificates/ca.pem", authority.Pem);
        Write("client", authority);
        using var others = TestCertificate.Authority("Others");
        Write("stranger", others);
    }

    [Fact]
    public async Task A_team_shares_a_cache_by_its_certificates_and_whom_it_does_not_know_builds_without_it_after_one_warning()
    {
        await using var first = await NewAsync("first");
        (await BuildAsync(first, "client")).Stderr.Should().MatchRegex("Remote cache https://.*: [0-9]+ results? and [0-9.]+ MB to it\n", "a certificate is a credential");
        Directory.EnumerateFiles(nginx.Files, "*", SearchOption.AllDirectories).Should().NotBeEmpty();

        await using var second = await NewAsync("second");
        (await BuildAsync(second, "client")).LineOf("Rootfs").Should().Contain("from the remote cache");

        await using var stranger = await NewAsync("stranger");
        var alone = await BuildAsync(stranger, "stranger");
        Regex.Count(alone.All, "OL7[0-9][0-9]: ").Should().Be(1, "it said: {0}", alone.All);
        alone.All.Should().NotContain("PRIVATE").And.NotContain("from the remote cache");
    }

    public void Dispose()
    {
        nginx.Dispose();
        authority.Dispose();
        folder.Dispose();
    }

    private void Write(string name, TestCertificate by)
    {
        using var client = by.Sign(name);
        folder.Write($"certificates/{name}.pem", client.Pem);
        folder.Write($"certificates/{name}.key", client.KeyPem);
    }

    private Task<Checkout> NewAsync(string name) => Checkout.CreateAsync(folder.PathOf($"{name}-cache"), folder.PathOf($"{name}-checkout"));

    /// <summary>With files that are named from the checkout.</summary>
    private async Task<CommandResult> BuildAsync(Checkout checkout, string client) => (await checkout.RunAsync(
    [
        .. Arguments, $"--remote-cache={nginx.Address}",
        $"--remote.certificate=../certificates/{client}.pem", $"--remote.key=../certificates/{client}.key", $"--remote.authority=../certificates/ca.pem",
    ])).Succeeded();
}
