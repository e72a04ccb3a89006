using OpenLinux.Common.Errors;
using OpenLinux.Docker;
using OpenLinux.Docker.Images;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.TestKit.Docker;

namespace OpenLinux.Tests.Docker;

/// <summary>What proves that an image starts: the configured command, or a word of the shell.</summary>
public sealed class ImageStartTests
{
    private static readonly OciDigest Image = OciDigest.Parse($"sha256:{new string('a', 64)}");

    [Fact]
    public void The_shell_must_say_a_word_where_nothing_is_configured()
    {
        ImageStart.Of([], "/bin/ash").Command.Should().Equal("/bin/ash", "-c", "echo started");

        FluentActions.Invoking(() => ImageStart.Of([], "/bin/ash").Require(Saying("other"), Image, "linux/amd64"))
            .Should().Throw<BuildException>().Which.Code.Should().Be(DockerErrors.DoesNotStart);
    }

    [Fact]
    public void A_configured_command_must_succeed_whatever_it_says() =>
        ImageStart.Of(["/bin/echo", "up"], "/bin/sh").Require(Saying("up"), Image, "linux/amd64").Should().BeEmpty();

    private static MemoryDocker Saying(string words) =>
        new(new DockerImage(Image, [], "linux", "amd64", [], new ImageConfig([], [], new Dictionary<string, string>(), new Dictionary<string, string>(), "", "/"), 0)) { Answer = words };
}
