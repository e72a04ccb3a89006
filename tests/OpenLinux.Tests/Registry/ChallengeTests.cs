using OpenLinux.Registry.Authentication;

namespace OpenLinux.Tests.Registry;

public sealed class ChallengeTests
{
    [Fact]
    public void A_bearer_challenge_names_its_realm_and_service() =>
        Choose("""Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:samalba/my-app:pull,push" """)
            .Should().Be(new Challenge(true, "https://auth.docker.io/token", "registry.docker.io"));

    [Fact]
    public void Quotes_commas_and_blanks_are_read_as_the_standard_has_them() =>
        Choose("""bearer  scope="a,b=c" , REALM = "https://x/\"t\\" ,service=plain,error=""  """)
            .Should().Be(new Challenge(true, """https://x/"t\""", "plain"));

    [Theory]
    [InlineData("Bearer realm=\"https://x")]
    [InlineData("Bearer realm=")]
    [InlineData("Bearer ,,=,=\"")]
    [InlineData("Bearer")]
    public void A_broken_challenge_does_no_harm(string header) => (Choose(header)?.Service).Should().BeNull();

    [Fact]
    public void Bearer_comes_before_basic() => Choose("Basic realm=\"x\"", "Bearer realm=\"https://x\"")!.IsBearer.Should().BeTrue();

    [Theory]
    [InlineData("""Basic realm="a, b", Bearer realm="https://x",service="y",scope="repository:a/b:pull,push" """)]
    [InlineData("""Negotiate, Bearer realm="https://x",service="y", Basic realm="z", charset="UTF-8" """)]
    public void One_header_may_hold_several(string header) => Choose(header).Should().Be(new Challenge(true, "https://x", "y"));

    [Fact]
    public void Basic_is_understood() => Choose("Basic realm=\"x\"").Should().Be(new Challenge(false, null, null));

    [Fact]
    public void Other_schemes_are_not() => Choose("Negotiate", "Digest realm=\"x\"").Should().BeNull();

    private static Challenge? Choose(params string[] headers)
    {
        using var response = new HttpResponseMessage();
        foreach (var header in headers)
        {
            response.Headers.TryAddWithoutValidation("WWW-Authenticate", header);
        }

        return Challenge.Choose(response.Headers.WwwAuthenticate);
    }
}
