using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using OpenLinux.Common.Errors;
using OpenLinux.Registry;
using OpenLinux.Registry.Pushing;
using OpenLinux.TestKit.Http;
using OpenLinux.TestKit.Registry;

namespace OpenLinux.Tests.Registry;

/// <summary>Where a reference leads, and where a registry leads from there.</summary>
public sealed class RegistryAddressTests : IDisposable
{
    private readonly PushBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_server_that_is_no_registry_is_found_out()
    {
        using var web = new HttpService(context => Task.Run(() => HttpService.Answer(context, 404, "<html>"u8.ToArray())));

        var failure = await FailureAsync(web.Host);

        failure.Code.Should().Be(RegistryErrors.NotARegistry);
        failure.Subject.Should().Be(web.Host);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_named()
    {
        var host = HttpService.ClosedHost;

        var failure = await FailureAsync(host);

        failure.Code.Should().Be(RegistryErrors.Unreachable);
        failure.Subject.Should().Be(host);
        failure.Cause.Should().Contain("Connection refused");
    }

    [Fact]
    public async Task A_host_that_takes_no_connection_is_named()
    {
        // A queue of one that is full: the kernel answers no further SYN.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        using var first = new TcpClient();
        await first.ConnectAsync((IPEndPoint)listener.LocalEndPoint!);
        bench.Settings = bench.Settings with { ConnectPatience = TimeSpan.FromMilliseconds(100) };
        var failure = await FailureAsync(listener.LocalEndPoint!.ToString()!);

        failure.Code.Should().Be(RegistryErrors.Unreachable);
        failure.Cause.Should().Contain("no connection within 0.1 s");
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_named()
    {
        var failure = await FailureAsync("registry.invalid");

        failure.Code.Should().Be(RegistryErrors.Unreachable);
        failure.Subject.Should().Be("registry.invalid");
    }

    /// <summary>.NET's own message holds the proxy's address with all that stands in it.</summary>
    [Theory]
    [InlineData("407 Proxy Authentication Required", 1)]
    [InlineData("403 Forbidden", 1)]
    [InlineData("502 Bad Gateway", 3)]
    public async Task A_proxy_that_refuses_is_named_without_its_password(string answer, int tries)
    {
        using var proxy = new LoopbackServer(_ => new LoopbackReply(answer, []));
        var address = new UriBuilder(proxy.Address("")) { UserName = "proxy-user", Password = "proxy-secret" }.Uri;
        bench.Settings = bench.Settings with { Proxy = new WebProxy(address) };

        var failure = await FailureAsync("registry.invalid");

        failure.Code.Should().Be(RegistryErrors.Unreachable);
        failure.Cause.Should().Contain($"the proxy {address.Authority} answers {answer[..3]}");
        proxy.Requests.Should().HaveCount(tries).And.OnlyContain(request => request.Path == "registry.invalid:443");
        $"{failure}\n{bench.Told}".Should().NotContain("proxy-secret").And.NotContain("proxy-user");
    }

    [Fact]
    public async Task A_loopback_registry_that_hangs_up_on_tls_is_spoken_to_without()
    {
        using var registry = new ConformingRegistry();
        using var front = new CuttingProxy(registry.Port, _ => null) { HangsUpOnTls = true };

        (await PushAsync(front.Host)).Uploaded.Should().Be(2);
    }

    [Fact]
    public async Task A_registry_is_told_who_asks()
    {
        var agents = new ConcurrentBag<string>();
        using var registry = new ConformingRegistry(context =>
        {
            agents.Add(context.Request.UserAgent ?? "");
            return false;
        });

        await PushAsync(registry.Host);

        agents.Should().NotBeEmpty().And.OnlyContain(agent => agent == "openlinux-build");
    }

    [Fact]
    public async Task An_upload_may_be_sent_to_another_host_but_credentials_are_not()
    {
        using var storage = new ConformingRegistry();
        using var registry = new ConformingRegistry(context =>
        {
            if (context.Request.Headers["Authorization"] is null)
            {
                HttpService.Answer(context, 401, null, ("WWW-Authenticate", "Basic realm=\"x\""));
                return true;
            }

            return context.Request.Url!.AbsolutePath.Contains("/blobs/", StringComparison.Ordinal)
                && Answers.Do(context, () => HttpService.Answer(context, 307, null, ("Location", $"http://{storage.Host}{context.Request.RawUrl}")));
        });
        bench.LogIn(registry.Host);

        await PushAsync(registry.Host);

        registry.Requests.Should().Contain(request => request.Method == "PUT" && request.Authorization != null);
        storage.Blobs.Should().HaveCount(2);
        storage.Requests.Should().NotBeEmpty().And.OnlyContain(request => request.Authorization == null);
    }

    [Fact]
    public async Task Redirects_in_a_circle_end()
    {
        using var registry = new ConformingRegistry(Answers.For("HEAD", context => HttpService.Answer(context, 307, null, ("Location", context.Request.RawUrl!))));

        (await FailureAsync(registry.Host)).Code.Should().Be(RegistryErrors.NotARegistry);
    }

    [Theory]
    [InlineData("http://storage.invalid/x")]
    [InlineData("ftp://localhost/x")]
    public async Task Nobody_is_followed_into_the_clear(string location)
    {
        using var registry = new ConformingRegistry(Answers.For("HEAD", context => HttpService.Answer(context, 307, null, ("Location", location))));

        (await FailureAsync(registry.Host)).Code.Should().Be(RegistryErrors.Untrusted);
    }

    private Task<PushReceipt> PushAsync(string host) =>
        bench.PushAsync($"{host}/x:1", SampleContent.Image(1000));

    private async Task<BuildException> FailureAsync(string host)
    {
        var push = () => PushAsync(host);
        return (await push.Should().ThrowAsync<BuildException>()).Which;
    }
}
