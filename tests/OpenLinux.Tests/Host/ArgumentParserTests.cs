using OpenLinux.Common.Errors;
using OpenLinux.Host.Cli;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Tests.Host;

/// <summary>What a command line means, and what is wrong with it before anything runs.</summary>
public sealed class ArgumentParserTests
{
    [Theory]
    [InlineData("import", "--target=Docker")]
    [InlineData("import", "--target=Tag")]
    [InlineData("build", "--target=DockerBuild")]
    [InlineData("load", "--target=DockerLoad")]
    [InlineData("build", "--target=Docker", "--docker-mode=build")]
    [InlineData("build", "--target=DockerBuild", "--docker-mode=build")]
    [InlineData("load", "--target=Docker", "--target=DockerLoad")]
    [InlineData("load", "--docker-mode=build", "--docker-mode=load")]
    public void The_mode_is_the_options_or_the_targets(string mode, params string[] arguments) =>
        ArgumentParser.Parse(arguments).ImageMode.Name.Should().Be(mode);

    [Theory]
    [InlineData("--target=DockerBuild --docker-mode=import", "--target=DockerBuild", "--docker-mode=import")]
    [InlineData("--target=DockerImport --docker-mode=build", "--target=DockerImport", "--docker-mode=build")]
    [InlineData("--target=DockerLoad --docker-mode=build", "--target=DockerLoad", "--docker-mode=build", "--exclusive")]
    [InlineData("--target=DockerImport --target=DockerBuild", "--target=DockerBuild", "--target=DockerImport")]
    public void A_target_and_a_mode_that_disagree_are_refused(string subject, params string[] arguments) =>
        Failure(arguments).Should().Match<BuildException>(failure => failure.Code.Id == "OL014" && failure.Subject == subject && failure.Fix.Contains("--target="));

    [Theory]
    [InlineData("--target=Docker")]
    [InlineData("--target=Fetch")]
    [InlineData("--target=Docker", "--dryrun")]
    public void A_mode_that_there_is_not_is_refused_whatever_the_target(params string[] arguments) =>
        Failure([.. arguments, "--docker-mode=podman"]).Message.Should().Match("OL014*--docker-mode=podman*--docker-mode=import or *");

    [Theory]
    [InlineData("Docker", "docker")]
    [InlineData("DockerBuild", "DOCKERBUILD")]
    [InlineData("Push", "--explain", "push", "--push=ghcr.io/me/openlinux")]
    [InlineData("Compile", "--arch", "x86_64", "compile")]
    [InlineData("Clean Compile", "clean", "compile")]
    [InlineData("Clean Compile", "--target=Clean", "compile")]
    [InlineData("Run", "run", "--", "docker")]
    public void A_word_alone_is_a_task_however_it_is_written(string targets, params string[] arguments) =>
        ArgumentParser.Parse(arguments).Targets.Should().Equal(targets.Split(' '));

    [Fact]
    public void What_stands_for_a_target_gives_Cake_the_same_words() =>
        ArgumentParser.Parse(["run", "--", "ls"]).Should().BeEquivalentTo(ArgumentParser.Parse(["--target=Run", "--", "ls"]), options => options.Excluding(parsed => parsed.Values));

    [Theory]
    [InlineData("nearest is Docker", "./build.sh docker", "dockr")]
    [InlineData("nearest is Shell", "./build.sh shell", "shel")]
    [InlineData("none of that name", "./build.sh run -- ls", "ls")]
    [InlineData("none of that name", "./build.sh run -- ls", "run", "ls")]
    [InlineData("nearest is Tag", "./build.sh run -- tak", "run", "tak")]
    [InlineData("none of that name", "./build.sh --help", "help")]
    [InlineData("none of that name", "./build.sh run -- ", "")]
    public void A_word_that_is_no_task_is_named_with_the_nearest(string cause, string fix, params string[] words) =>
        Failure(words).Should().Match<BuildException>(failure => failure.Code.Id == "OL015" && failure.Cause.Contains(cause) && failure.Fix.Contains(fix));

    [Theory]
    [InlineData("diff", "--help")]
    [InlineData("--help", "--docker-mode=podman")]
    [InlineData("--push-papers", "--version")]
    public void Whoever_asks_is_answered_whatever_else_he_says(params string[] arguments) =>
        FluentActions.Invoking(() => ArgumentParser.Parse(arguments)).Should().NotThrow();

    [Theory]
    [InlineData("", "--help")]
    [InlineData("", "-h")]
    [InlineData("push", "--help=push")]
    [InlineData("push", "--help", "push")]
    [InlineData("", "push", "--help")]
    [InlineData("", "--help", "--explain")]
    public void Help_takes_a_topic_or_none(string topic, params string[] arguments) =>
        ArgumentParser.Parse(arguments).Value("help").Should().Be(topic);

    [Fact]
    public void Version_is_a_question_alone_and_a_key_with_a_value()
    {
        ArgumentParser.Parse(["--version"]).Should().Match<HostArguments>(parsed => parsed.Has("version") && parsed.Overrides.Count == 0);
        ArgumentParser.Parse(["--version=2.0"]).Should().Match<HostArguments>(parsed => !parsed.Has("version") && parsed.Overrides[0].Value == "2.0");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("two")]
    [InlineData("2000")]
    public void Jobs_are_a_number_that_makes_sense(string jobs) =>
        Failure($"--jobs={jobs}").Message.Should().Match($"OL014*--jobs={jobs}*from 1 to 1024*");

    [Fact]
    public void Only_DistClean_is_asked_to_remove_the_shared_cache() =>
        Failure("--target=Clean", "--shared-cache").Message.Should().Match("OL014*DistClean*");

    [Theory]
    [InlineData("--target=Verify", "--key=cosign.pub", "ghcr.io/me/openlinux:1.0")]
    [InlineData("--target=Verify", "ghcr.io/me/openlinux:1.0", "--key", "cosign.pub")]
    [InlineData("--target=VerifySignature", "--key", "cosign.pub", "ghcr.io/me/openlinux:1.0")]
    public void Verify_with_a_key_is_about_an_image_on_a_registry_alone(params string[] arguments)
    {
        var parsed = ArgumentParser.Parse(arguments);

        parsed.Targets.Should().Equal("VerifySignature");
        parsed.ForCake.Should().Equal("--target=VerifySignature");
        parsed.Value(SignatureTarget.Image).Should().Be("ghcr.io/me/openlinux:1.0");
        parsed.Value(SignatureTarget.Option).Should().Be("cosign.pub");
        TaskCatalog.NeedsOf(parsed.Targets, exclusive: false).Should().Be((Needs.None, false), "it builds nothing and asks no daemon");
    }

    [Fact]
    public void Verify_without_one_is_about_the_daemons_image() =>
        ArgumentParser.Parse(["--target=Verify"]).Targets.Should().Equal("Verify");

    [Theory]
    [InlineData("lacks the image", "--target=Verify", "--key=cosign.pub")]
    [InlineData("these are 2: a/b, c/d", "--target=Verify", "--key=cosign.pub", "a/b", "c/d")]
    [InlineData("with the public key of whoever", "--target=Verify", "ghcr.io/me/openlinux")]
    [InlineData("with the public key of whoever", "--target=VerifySignature", "ghcr.io/me/openlinux")]
    [InlineData("is about a build", "--target=Verify", "--key=cosign.pub", "a/b", "--reproducible")]
    [InlineData("It is for Verify", "--target=Docker", "--key=cosign.pub", "a/b")]
    [InlineData("It is for Verify", "--target=Docker", "--target=Verify", "--key=cosign.pub", "a/b")]
    public void A_verification_that_cannot_be_meant_is_refused_with_one_that_can(string cause, params string[] arguments) =>
        Failure(arguments).Should().Match<BuildException>(failure => failure.Code.Id == "OL014" && failure.Cause.Contains(cause) && failure.Fix.Contains("--target=Verify --key="));

    [Theory]
    [InlineData("--target=Push", "--sign=pkcs11:object=x?pin-value=98765")]
    [InlineData("--target=Docker", "--push=ghcr.io/me/x", "--sign=pkcs11:object=x?pin-value=98765")]
    public void What_is_pushed_can_be_signed(params string[] arguments) =>
        ArgumentParser.Parse(arguments).Value("sign").Should().Be("pkcs11:object=x?pin-value=98765");

    [Theory]
    [InlineData("pkcs11:object=x?pin-value=98765")]
    [InlineData("-----BEGIN PRIVATE KEY-----98765")]
    public void Where_nothing_is_pushed_the_refusal_shows_no_secret(string key) =>
        Failure("--target=Oci", $"--sign={key}").Should().Match<BuildException>(failure => failure.Code.Id == "OL014" && failure.Cause.Contains("for Push") && !failure.Message.Contains("98765"));

    private static BuildException Failure(params string[] arguments) =>
        FluentActions.Invoking(() => ArgumentParser.Parse(arguments)).Should().Throw<BuildException>().Which;
}
