using OpenLinux.Common.Errors;
using OpenLinux.Configuration;
using OpenLinux.Configuration.Loading;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.Configuration;

/// <summary>What an image is to start, as far as it can be judged before there is a root filesystem.</summary>
public sealed class ImageCommandTests
{
    [Theory]
    [InlineData("cmd", "/bin/sh -c ls", "--cmd=/bin/sh --cmd=-c --cmd=ls")]
    [InlineData("cmd", "sleep 600", "--cmd=sleep --cmd=600")]
    [InlineData("entrypoint", "/sbin/init --verbose", "--entrypoint=/sbin/init --entrypoint=--verbose")]
    [InlineData("cmd", "/bin/", "--cmd=/bin")]
    [InlineData("env", "PATH=/bin::/sbin", "/usr/bin:/bin")]
    [InlineData("env", "PATH=bin:/bin", "/usr/bin:/bin")]
    [InlineData("env", "PATH=", "/usr/bin:/bin")]
    public void What_no_root_filesystem_makes_right_is_refused_with_the_option(string option, string value, string fix) =>
        FluentActions.Invoking(() => Load(option, value)).Should().Throw<BuildException>()
            .Which.Should().Match<BuildException>(failure =>
                failure.Code.Id == "OL106" && failure.Subject.StartsWith($"--{option}: image.{option}", StringComparison.Ordinal) && failure.Fix.Contains(fix));

    [Theory]
    [InlineData("cmd", "/opt/my tools/run")]
    [InlineData("cmd", "ls")]
    [InlineData("cmd", "/bin/not-there-yet")]
    [InlineData("entrypoint", "tools/run")]
    public void What_may_be_right_is_taken(string option, string value) =>
        Load(option, value).Image.Should().Match<ImageConfiguration>(image => image.Cmd.Concat(image.Entrypoint).Contains(value));

    private static BuildConfiguration Load(string option, string value) =>
        ConfigurationLoader.Load(Path.Combine(RepositoryRoot.Path, "config"), [KeyValuePair.Create(option, value)]);
}
