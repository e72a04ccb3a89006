using System.Net.Sockets;
using System.Text;
using OpenLinux.Docker.Images;
using OpenLinux.Host.Unchanged;
using OpenLinux.Machine.Daemon;
using OpenLinux.Oci.Naming;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Host;

namespace OpenLinux.Tests.Host;

/// <summary>What the daemon is asked, and what its answers are worth. The daemon is a socket that says what a test wants.</summary>
public sealed class DaemonAnswersTests : IDisposable
{
    private const string Name = "openlinux:1.0-x86_64";

    private static readonly OciDigest Id = OciDigest.Parse("sha256:" + new string('a', 64));
    private static readonly OciDigest Other = OciDigest.Parse("sha256:" + new string('b', 64));

    private readonly FrontFolder front = new();
    private readonly TestFolder folder = new();
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<string> requests = [];
    private Func<string?> answer = () => Image(Id);

    public DaemonAnswersTests()
    {
        listener.Bind(new UnixDomainSocketEndPoint(folder.PathOf("docker.sock")));
        listener.Listen();
        _ = ServeAsync();
    }

    public void Dispose()
    {
        listener.Dispose();
        front.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task The_same_answer_at_another_time_holds()
    {
        Remember().Should().BeNull();

        (await front.HoldsAsync()).Should().BeTrue();

        requests.Should().HaveCount(2).And.AllBe($"GET /images/{Name}/json HTTP/1.0");
    }

    public static TheoryData<string, Func<string?>> Answers => new()
    {
        { "the name has moved", () => Image(Other) },
        { "the name is gone", () => "HTTP/1.0 404 Not Found\r\nDate: Sun, 29 Nov 2026 16:00:00 GMT\r\n\r\n{\"message\":\"No such image\"}\n" },
        { "the daemon fails", () => "HTTP/1.0 500 Internal Server Error\r\n\r\n" },
        { "it is another daemon", () => Image(Id).Replace("Docker/20.10", "Docker/28.0", StringComparison.Ordinal) },
        { "more names", () => Image(Id).Replace("RepoTags\":[", "RepoTags\":[\"me:1\",", StringComparison.Ordinal) },
        { "the end is missing", () => Image(Id)[..^1] },
        { "there is something behind it", () => Image(Id) + " " },
        { "it ends at once", () => "" },
        { "it says nothing", () => null },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Any_other_answer_does_not(string what, Func<string?> given)
    {
        Remember().Should().BeNull();

        answer = given;

        (await front.HoldsAsync()).Should().BeFalse(what);
    }

    [Fact]
    public async Task A_daemon_that_is_gone_does_not()
    {
        Remember().Should().BeNull();

        listener.Dispose();

        (await front.HoldsAsync()).Should().BeFalse();
    }

    [Fact]
    public void What_the_daemon_says_otherwise_than_the_run_found_is_never_remembered()
    {
        answer = () => Image(Other);

        Remember().Should().Contain("no longer has");
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("""{"Id": 1}""")]
    [InlineData("""{"Id": "\ud800"}""")]
    public void What_no_daemon_says_is_never_remembered(string image)
    {
        answer = () => $"HTTP/1.0 200 OK\r\n\r\n{image}";

        Remember().Should().Contain("no longer has");
    }

    [Theory]
    [InlineData("tcp://127.0.0.1:2375")]
    [InlineData("ssh://root@example.org")]
    public void A_daemon_elsewhere_is_never_remembered(string url) =>
        front.Remember(facts => DaemonAnswers.Note(facts, new DockerEndpoint(url, "a test"), [new ReliedImage(Name, Id)])).Should().Contain(url);

    private static string Image(OciDigest id) =>
        "HTTP/1.0 200 OK\r\nApi-Version: 1.41\r\nContent-Type: application/json\r\n"
        + $"Date: {DateTimeOffset.UtcNow.AddSeconds(Random.Shared.Next(60)):R}\r\nServer: Docker/20.10 (linux)\r\n\r\n"
        + $$"""{"Id":"{{id}}","RepoTags":["{{Name}}"],"Comment":"Date: today\r\n"}""" + "\n";

    private string? Remember() =>
        front.Remember(facts => DaemonAnswers.Note(facts, new DockerEndpoint($"unix://{folder.PathOf("docker.sock")}", "a test"), [new ReliedImage(Name, Id)]));

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var connection = await listener.AcceptAsync();
                _ = AnswerAsync(connection);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(Socket connection)
    {
        using (connection)
        {
            var request = new byte[1024];
            var size = await connection.ReceiveAsync(request);
            lock (requests)
            {
                requests.Add(Encoding.ASCII.GetString(request, 0, size).Split("\r\n")[0]);
            }

            if (answer() is { } text)
            {
                await connection.SendAsync(Encoding.UTF8.GetBytes(text));
            }
            else
            {
                await Task.Delay(TimeSpan.FromSeconds(5));
            }
        }
    }
}
