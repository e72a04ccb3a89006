using OpenLinux.Common.Errors;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Tests.Oci;

public sealed class ImageReferenceTests
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
        ImageReference.Parse(text).Should().Be(new ImageReference(host, path) { Tag = tag });

    [Fact]
    public void A_reference_may_carry_a_digest()
    {
        ImageReference.Parse($"ghcr.io/me/x:1@{Digest}").Should().Be(new ImageReference("ghcr.io", "me/x") { Tag = "1", Digest = OciDigest.Parse(Digest) });
        ImageReference.Parse($"ghcr.io/me/x@{Digest}").ToString().Should().Be($"ghcr.io/me/x@{Digest}");
    }

    [Fact]
    public void Two_spellings_of_a_name_are_equal_and_each_is_written_as_it_was()
    {
        var (brief, full) = (ImageReference.Parse("openlinux:1"), ImageReference.Parse("index.docker.io/library/openlinux:1"));

        brief.Should().Be(full);
        brief.GetHashCode().Should().Be(full.GetHashCode());
        brief.ToString().Should().Be("openlinux:1");
        full.WithTag("2").ToString().Should().Be("index.docker.io/library/openlinux:2");
        brief.Should().NotBe(brief.WithTag("2"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
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
        var failure = FluentActions.Invoking(() => ImageReference.Parse(text)).Should().Throw<BuildException>().Which;

        failure.Code.Should().Be(NamingErrors.InvalidReference);
        failure.Fix.Should().Contain("ghcr.io/me/openlinux:1.0");
    }

    [Fact]
    public void A_repository_has_at_most_255_characters()
    {
        var longest = "ghcr.io/" + new string('a', 247);

        ImageReference.Parse(longest).Repository.Should().Be(longest);
        FluentActions.Invoking(() => ImageReference.Parse(longest + "a")).Should().Throw<BuildException>();
    }
}
