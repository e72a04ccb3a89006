using OpenLinux.Common.Errors;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;

namespace OpenLinux.Tests.Registry;

public sealed class RegistryReferenceTests
{
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("ghcr.io/me/openlinux", "ghcr.io", "me/openlinux", null)]
    [InlineData("ghcr.io/me/openlinux:1.0", "ghcr.io", "me/openlinux", "1.0")]
    [InlineData("localhost:5000/openlinux:1.0", "localhost:5000", "openlinux", "1.0")]
    [InlineData("localhost/openlinux", "localhost", "openlinux", null)]
    [InlineData("127.0.0.1:5000/a/b/c:x", "127.0.0.1:5000", "a/b/c", "x")]
    [InlineData("[::1]:5000/x:1", "[::1]:5000", "x", "1")]
    [InlineData("HOST/x", "HOST", "x", null)]
    [InlineData("openlinux:1.0", "docker.io", "library/openlinux", "1.0")]
    [InlineData("me/openlinux", "docker.io", "me/openlinux", null)]
    [InlineData("docker.io/openlinux", "docker.io", "library/openlinux", null)]
    [InlineData("index.docker.io/me/openlinux", "docker.io", "me/openlinux", null)]
    public void A_reference_is_read_as_docker_reads_it(string text, string host, string path, string? tag) =>
        RegistryReference.Parse(text).Should().Be(new RegistryReference(host, path, tag));

    [Fact]
    public void A_reference_may_carry_a_digest()
    {
        RegistryReference.Parse($"ghcr.io/me/x:1@{Digest}").Should().Be(new RegistryReference("ghcr.io", "me/x", "1", OciDigest.Parse(Digest)));
        RegistryReference.Parse($"ghcr.io/me/x@{Digest}").ToString().Should().Be($"ghcr.io/me/x@{Digest}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ghcr.io/")]
    [InlineData("ghcr.io/Me/openlinux")]
    [InlineData("ghcr.io/me//openlinux")]
    [InlineData("ghcr.io/me/openlinux:")]
    [InlineData("ghcr.io/me/openlinux:-1")]
    [InlineData("ghcr.io/me/openlinux@sha256:12")]
    [InlineData("ghcr.io/me/openlinux@")]
    [InlineData("ghcr.io:0/x")]
    [InlineData("ghcr.io:65536/x")]
    [InlineData("ghcr.io:port/x")]
    [InlineData("https://ghcr.io/me/openlinux")]
    [InlineData("ghcr.io/../x")]
    [InlineData("-bad.example/x")]
    public void What_is_no_reference_is_refused(string text)
    {
        var failure = FluentActions.Invoking(() => RegistryReference.Parse(text)).Should().Throw<BuildException>().Which;

        failure.Code.Should().Be(RegistryErrors.InvalidReference);
        failure.Fix.Should().Contain("ghcr.io/me/openlinux:1.0");
    }

    [Fact]
    public void A_repository_has_at_most_255_characters()
    {
        var longest = "ghcr.io/" + new string('a', 247);

        RegistryReference.Parse(longest).Repository.Should().Be(longest);
        FluentActions.Invoking(() => RegistryReference.Parse(longest + "a")).Should().Throw<BuildException>();
    }
}
