using OpenLinux.Common.Errors;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Tests.Oci;

public sealed class TagTemplatesTests
{
    private static readonly BuildStamp Clean = new(
        "1.0.0-alpha", "x86_64", "0123456789abcdef0123456789abcdef01234567", IsDirty: false, new DateTimeOffset(2025, 2, 1, 1, 59, 59, TimeSpan.FromHours(2)));

    [Theory]
    [InlineData("{version}-{arch}", "openlinux:1.0.0-alpha-x86_64")]
    [InlineData("{version}-{arch}-{commit}", "openlinux:1.0.0-alpha-x86_64-0123456789ab")]
    [InlineData("{timestamp}", "openlinux:20250131T235959Z")]
    [InlineData("latest", "openlinux:latest")]
    public void Placeholders_are_filled_in(string template, string reference) => References(Clean, template).Should().Equal(reference);

    [Fact]
    public void A_changed_work_tree_shows_in_the_commit() =>
        References(Clean with { IsDirty = true }, "{commit}").Should().Equal("openlinux:0123456789ab-dirty");

    [Fact]
    public void Outside_a_repository_templates_that_want_a_commit_are_left_out() =>
        References(Clean with { Revision = null }, "{commit}", "{version}", "v-{commit}").Should().Equal("openlinux:1.0.0-alpha");

    [Fact]
    public void A_tag_that_two_templates_give_is_given_once() => References(Clean, "{version}", "1.0.0-alpha").Should().HaveCount(1);

    [Fact]
    public void No_tag_at_all_is_refused() =>
        FluentActions.Invoking(() => References(Clean with { Revision = null }, "{commit}")).Should().Throw<BuildException>().WithMessage("OL524*{commit}*");

    [Theory]
    [InlineData("{version}+1")]
    [InlineData(".{version}")]
    [InlineData("-{version}")]
    [InlineData("a b")]
    [InlineData("{verison}")]
    public void A_tag_that_the_grammar_does_not_allow_is_refused_with_its_template(string template) =>
        FluentActions.Invoking(() => References(Clean, template)).Should().Throw<BuildException>().Which.Message.Should().ContainAll("OL520", $"'{template}'");

    [Fact]
    public void A_tag_may_have_128_characters_and_no_more()
    {
        References(Clean, new string('x', 128)).Should().HaveCount(1);
        FluentActions.Invoking(() => References(Clean, new string('x', 129))).Should().Throw<BuildException>().WithMessage("OL520*");
    }

    [Fact]
    public void A_tag_that_images_of_several_architectures_would_share_is_refused()
    {
        FluentActions.Invoking(() => TagTemplates.RequireArchitecture(["{version}-{arch}", "latest"])).Should().Throw<BuildException>()
            .Which.Message.Should().ContainAll("OL521", "latest", "--tag='latest-{arch}'");
        FluentActions.Invoking(() => TagTemplates.RequireArchitecture(["{version}-{arch}", "{arch}"])).Should().NotThrow();
    }

    private static IReadOnlyList<string> References(BuildStamp stamp, params string[] templates) =>
        [.. TagTemplates.References(ImageReference.Parse("openlinux"), templates, stamp).Select(reference => reference.ToString())];
}
