using OpenLinux.Common.Errors;
using OpenLinux.Host.Cli;

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
    [InlineData("docker", "./build.sh --target=Docker")]
    [InlineData("shel", "./build.sh --target=Shell")]
    [InlineData("ls", "--target=Run -- ls")]
    public void A_word_that_is_a_targets_name_is_taken_for_one(string word, string fix) =>
        Failure(word).Should().Match<BuildException>(failure => failure.Code.Id == "OL015" && failure.Fix.Contains(fix));

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

    private static BuildException Failure(params string[] arguments) =>
        FluentActions.Invoking(() => ArgumentParser.Parse(arguments)).Should().Throw<BuildException>().Which;
}
