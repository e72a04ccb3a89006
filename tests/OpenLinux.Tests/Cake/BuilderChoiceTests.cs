using OpenLinux.Images.Docker;
using OpenLinux.Tests.Cake.Support;

namespace OpenLinux.Tests.Cake;

/// <summary>BuildKit where the client can drive it, the classic builder where it cannot.</summary>
public sealed class BuilderChoiceTests
{
    [Theory]
    [InlineData("Docker version 20.10.24+dfsg1, build 297e128", "exit 1", "1")]
    [InlineData("Docker version 28.2.2, build e6534b4", "exit 1", "0")]
    [InlineData("Docker version 28.2.2, build e6534b4", "exit 0", "1")]
    [InlineData("a client that says something else", "exit 1", "0")]
    public void The_builder_follows_the_clients_age_and_plugins(string version, string buildx, string expected)
    {
        using var docker = new RecordingClient($$"""
            case "$1" in
            --version) echo '{{version}}' ;;
            buildx) {{buildx}} ;;
            image) while [ "$1" != --iidfile ]; do shift; done; echo sha256:abc >"$2" ;;
            esac
            """);

        docker.Client.Build(new DockerBuild("/tmp", "/tmp/Dockerfile", "a:1", "", new Dictionary<string, string>(), new Dictionary<string, string>()))
            .Should().Be("sha256:abc");

        docker.BuildKit.Should().Be(expected);
    }
}
