using OpenLinux.Common.Errors;
using OpenLinux.Engine;
using OpenLinux.Host.Reporting;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.Host;

/// <summary>Failures as GitHub shows them beside the lines of a change.</summary>
public sealed class FailureAnnotationTests : IDisposable
{
    private readonly TestFolder folder = new();

    public FailureAnnotationTests()
    {
        folder.Write("checkout/src/bin/a, b/main.c", "");
        folder.Write("checkout/config/openlinux.toml", "");
    }

    private string Root => folder.PathOf("checkout");

    [Fact]
    public void A_compile_error_stands_at_its_line_and_column() =>
        Of("CcCompile main.c", "clang ended with 1:\nsrc/bin/a, b/main.c:3:14: warning: unused\nsrc/bin/a, b/main.c:4:5: error: 100% wrong: x\nsrc/bin/a, b/main.c:9:1: fatal error: gone", "mend it")
            .Should().Equal(
                "::error file=src/bin/a%2C b/main.c,line=4,col=5,title=OL301%3A a build step failed::100%25 wrong: x",
                "::error file=src/bin/a%2C b/main.c,line=9,col=1,title=OL301%3A a build step failed::gone");

    [Fact]
    public void A_key_stands_at_its_line_alone_or_among_several()
    {
        Of("config/openlinux.toml:12: image.repositry", "there is no such key here", "write repository")
            .Should().Equal("::error file=config/openlinux.toml,line=12,title=OL301%3A a build step failed::image.repositry: there is no such key here%0Afix: write repository");
        Of("2 errors", "OL103 config/openlinux.toml:1: a: no\nOL104 config/openlinux.toml:2: b: no", "f")
            .Should().HaveCount(2).And.Contain(line => line.StartsWith("::error file=config/openlinux.toml,line=2,title", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("shell/ash.c:3:1: error: of a release")]
    [InlineData("../outside.c:3:1: error: of no checkout")]
    [InlineData("ld.lld: error: undefined symbol: f")]
    public void What_names_no_file_of_the_checkout_is_told_as_a_whole(string cause)
    {
        folder.Write("outside.c", "");

        Of("a step", $"{cause}\r\nmore", "f").Should().Equal($"::error title=OL301%3A a build step failed::a step%0Acause: {cause}%0D%0Amore%0Afix: f");
    }

    [Fact]
    public void Paths_are_those_of_the_repository_that_the_checkout_lies_in() =>
        new FailureAnnotations(Root, folder.Path).Of(new BuildException(EngineErrors.ActionFailed, "config/openlinux.toml:1", "c", "f"))
            .Should().ContainSingle().Which.Should().StartWith("::error file=checkout/config/openlinux.toml,line=1,");

    [Fact]
    public void There_are_no_more_of_them_than_GitHub_shows() =>
        Of("s", string.Join('\n', Enumerable.Range(1, 30).Select(line => $"config/openlinux.toml:{line}: x")), "f").Should().HaveCount(10);

    public void Dispose() => folder.Dispose();

    private IReadOnlyList<string> Of(string subject, string cause, string fix) =>
        new FailureAnnotations(Root, workspace: null).Of(new BuildException(EngineErrors.ActionFailed, subject, cause, fix));
}
