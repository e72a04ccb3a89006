using System.Net;
using System.Net.Sockets;
using OpenLinux.Machine.Daemon;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Machine;

namespace OpenLinux.Tests.Machine;

public sealed class DaemonPingTests : IDisposable
{
    private readonly TestFolder folder = new();

    private string SocketPath => folder.PathOf("d.sock");

    [Fact]
    public void A_daemon_that_answers_is_reachable_and_tells_its_version()
    {
        using var server = new PingServer(SocketPath, PingServer.Docker20);

        Ping($"unix://{SocketPath}").Should().Be(new DaemonAnswer(DaemonState.Reachable, new Version(20, 10, 24)));

        server.Requests.Should().Equal("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n");
    }

    [Fact]
    public void A_socket_nobody_made_is_silent() => Ping($"unix://{SocketPath}").State.Should().Be(DaemonState.Silent);

    [Fact]
    public void A_socket_that_a_daemon_left_behind_is_silent()
    {
        // Bound and not listening: to whoever connects it is what a killed daemon leaves.
        using var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        dead.Bind(new UnixDomainSocketEndPoint(SocketPath));

        Ping($"unix://{SocketPath}").State.Should().Be(DaemonState.Silent);
    }

    [Fact]
    public void A_daemon_that_reports_trouble_is_not_reachable()
    {
        using var server = new PingServer(SocketPath, "HTTP/1.0 503 Service Unavailable\r\n\r\n");

        Ping($"unix://{SocketPath}").Should().Be(
            new DaemonAnswer(DaemonState.Silent, Detail: "it answered \"HTTP/1.0 503 Service Unavailable\""));
    }

    [Fact]
    public void A_socket_that_accepts_and_says_nothing_is_given_up()
    {
        using var mute = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        mute.Bind(new UnixDomainSocketEndPoint(SocketPath));
        mute.Listen();

        DaemonPing.Send(new DockerEndpoint($"unix://{SocketPath}", "test"), TimeSpan.FromMilliseconds(50)).State.Should().Be(DaemonState.Silent);
    }

    [Fact]
    public async Task A_daemon_on_a_plain_tcp_port_is_asked_too()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = Task.Run(async () =>
        {
            using var client = await listener.AcceptSocketAsync();
            await client.ReceiveAsync(new byte[1024]);
            await client.SendAsync(System.Text.Encoding.ASCII.GetBytes(PingServer.Docker20));
        });

        Ping($"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}").State.Should().Be(DaemonState.Reachable);
        await served;
        listener.Stop();
    }

    [Fact]
    public void A_socket_of_someone_else_is_not_permitted()
    {
        using var server = new PingServer(SocketPath, PingServer.Docker20);
        File.SetUnixFileMode(SocketPath, UnixFileMode.None);

        var answer = OrdinaryUser.Run(() => Ping($"unix://{SocketPath}"));

        answer.State.Should().Be(DaemonState.NotPermitted);
        answer.Detail.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("ssh://builder@example.invalid")]
    [InlineData("nonsense")]
    public void What_only_the_client_can_reach_is_left_to_it(string url) => Ping(url).State.Should().Be(DaemonState.KnownToClient);

    [Fact]
    public void A_path_too_long_for_a_socket_is_silent_with_the_reason()
    {
        var answer = Ping($"unix:///{new string('x', 200)}");

        answer.State.Should().Be(DaemonState.Silent);
        answer.Detail.Should().NotBeEmpty();
    }

    public void Dispose() => folder.Dispose();

    private static DaemonAnswer Ping(string url) => DaemonPing.Send(new DockerEndpoint(url, "test"), TimeSpan.FromSeconds(10));
}
