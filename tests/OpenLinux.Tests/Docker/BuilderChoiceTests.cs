using OpenLinux.Docker;
using OpenLinux.Oci.Naming;
using OpenLinux.TestKit.Docker;

namespace OpenLinux.Tests.Docker;

/// <summary>BuildKit where the client can drive it, the classic builder where it cannot.</summary>
public sealed class BuilderChoiceTests
{
    private const string OldClient = "Docker version 20.10.24+dfsg1, build 297e128";
    private const string NewClient = "Docker version 28.2.2, build e6534b4";

    [Theory]
    [InlineData(OldClient, "exit 1", null, "1")]
    [InlineData(NewClient, "exit 1", null, "0")]
    [InlineData(NewClient, "exit 0", null, "1")]
    [InlineData("a client that says something else", "exit 1", null, "0")]
    [InlineData(OldClient, "exit 1", "0", "0")]
    [InlineData(NewClient, "exit 1", "1", "1")]
    [InlineData(NewClient, "exit 0", "false", "0")]
    [InlineData(OldClient, "exit 1", "", "1")]
    public void The_builder_follows_the_user_then_the_clients_age_and_plugins(string version, string buildx, string? asked, string expected)
    {
        using var docker = new RecordingClient(Answers(version, buildx), asked);

        docker.Client.Build(Build).Should().Be(new OciDigest(Id));

        docker.BuildKit.Should().Be(expected);
    }

    [Fact]
    public void BuildKit_alone_is_told_the_time_and_the_platform()
    {
        using var buildKit = new RecordingClient(Answers(OldClient, "exit 1"));
        using var classic = new RecordingClient(Answers(NewClient, "exit 1"));
        var build = Build with { SourceDateEpoch = 1700000000, Platform = "linux/arm64" };

        buildKit.Client.Build(build);
        classic.Client.Build(build);

        string.Join('|', BuildOf(buildKit)).Should().ContainAll("--build-arg|SOURCE_DATE_EPOCH=1700000000", "--platform|linux/arm64");
        string.Join('|', BuildOf(classic)).Should().NotContainAny("SOURCE_DATE_EPOCH", "--platform");
    }

    private static DockerBuild Build { get; } =
        new("/tmp", "/tmp/Dockerfile", "", new Dictionary<string, string>());

    private static readonly string Id = new('a', 64);

    private static string[] BuildOf(RecordingClient docker) => docker.Calls.Single(call => call is ["image", "build", ..]);

    /// <summary>A client that makes an image, which is for linux/arm64.</summary>
    private static string Answers(string version, string buildx) => $$"""
        case "$1 $2" in
        "--version ") echo '{{version}}' ;;
        "buildx version") {{buildx}} ;;
        "image build") while [ "$1" != --iidfile ]; do shift; done; echo sha256:{{Id}} >"$2" ;;
        "image inspect") echo '{"Id": "sha256:{{Id}}", "Os": "linux", "Architecture": "arm64"}' ;;
        esac
        """;
}
