using OpenLinux.Common.Errors;
using OpenLinux.Docker;
using OpenLinux.Docker.Images;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.TestKit.Oci;

namespace OpenLinux.Tests.Docker;

public sealed class ImageComparisonTests
{
    private static readonly ImageIntent Meant = ImageIntent.Of(
        Samples.Image.Config with { User = "root", Workdir = "/srv" }, "linux/amd64", [new OciDigest("layer")],
        new BuildStamp("1.0", "x86_64", null, IsDirty: false, DateTimeOffset.UnixEpoch));

    private static readonly DockerImage AsMeant = new(new OciDigest("id"), [], "linux", "amd64", [new OciDigest("layer")], Meant.Config, 0);

    public static TheoryData<string, string, DockerImage> Differences => new()
    {
        { "OL510", "platform", AsMeant with { Architecture = "arm64" } },
        { "OL510", "platform", AsMeant with { Os = "windows" } },
        { "OL511", "layers", AsMeant with { LayerDiffIds = [new OciDigest("other")] } },
        { "OL511", "layers", AsMeant with { LayerDiffIds = [new OciDigest("layer"), new OciDigest("more")] } },
        { "OL512", "Entrypoint", AsMeant with { Config = Meant.Config with { Entrypoint = [] } } },
        { "OL512", "Cmd", AsMeant with { Config = Meant.Config with { Cmd = ["/bin/sh", "-l"] } } },
        { "OL512", "Env", AsMeant with { Config = Meant.Config with { Env = new Dictionary<string, string> { ["PATH"] = "/bin" } } } },
        { "OL512", "Labels", AsMeant with { Config = Meant.Config with { Labels = new Dictionary<string, string>() } } },
        { "OL512", "User", AsMeant with { Config = Meant.Config with { User = "" } } },
        { "OL512", "WorkingDir", AsMeant with { Config = Meant.Config with { Workdir = "" } } },
    };

    [Fact]
    public void An_image_that_is_what_was_meant_passes() =>
        FluentActions.Invoking(() => ImageComparison.Require(Meant, AsMeant, "openlinux:1.0")).Should().NotThrow();

    [Theory]
    [MemberData(nameof(Differences), DisableDiscoveryEnumeration = true)]
    public void Each_difference_names_its_field(string code, string field, DockerImage image) =>
        FluentActions.Invoking(() => ImageComparison.Require(Meant, image, "openlinux:1.0"))
            .Should().Throw<BuildException>().Which.Message.Should().ContainAll(code, $"openlinux:1.0: {field}", "wanted:", "found:");

    [Fact]
    public void Words_that_only_print_alike_differ() =>
        FluentActions.Invoking(() => ImageComparison.Require(
                Meant with { Config = Meant.Config with { Cmd = ["a b"] } },
                AsMeant with { Config = Meant.Config with { Cmd = ["a", "b"] } },
                "openlinux:1.0"))
            .Should().Throw<BuildException>().Which.Code.Id.Should().Be("OL512");
}
