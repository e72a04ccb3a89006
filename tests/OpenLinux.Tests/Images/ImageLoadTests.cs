using OpenLinux.Engine.Content;
using OpenLinux.Engine.Diagnostics;
using OpenLinux.Images.Docker;
using OpenLinux.Tests.Images.Support;

namespace OpenLinux.Tests.Images;

/// <summary>What becomes of an archive that is loaded, on daemons of other kinds than the one here.</summary>
public sealed class ImageLoadTests
{
    private const string Name = "openlinux:1.0";
    private const string ConfigDigest = "sha256:config";
    private const string ManifestDigest = "sha256:manifest";

    private static readonly ImageIntent Meant = ImageIntent.Of(
        Samples.Image, "linux/amd64", ["sha256:layer"], new BuildStamp("1.0", "x86_64", null, IsDirty: false, DateTimeOffset.UnixEpoch));

    private static readonly DockerImage Image = new(ConfigDigest, [Name], "linux", "amd64", ["sha256:layer"], Meant.Config, 0);

    [Fact]
    public async Task An_image_is_known_by_its_configuration() =>
        (await LoadAsync(new StubDocker(Image, name => name is ConfigDigest or Name))).Should().Be(ConfigDigest);

    [Fact]
    public async Task On_containerds_image_store_it_is_known_by_its_manifest() =>
        (await LoadAsync(new StubDocker(Image with { Id = ManifestDigest }, name => name is ManifestDigest or Name))).Should().Be(ManifestDigest);

    [Fact]
    public async Task What_vanished_is_said_not_to_be_listed_though_it_cannot_be_removed_either() =>
        (await FluentActions.Awaiting(() => LoadAsync(new StubDocker(Image, _ => false))).Should().ThrowAsync<BuildException>())
            .Which.Code.Should().Be(DockerErrors.ImageNotListed);

    [Fact]
    public async Task What_is_not_as_meant_is_named_though_it_cannot_be_removed() =>
        (await FluentActions.Awaiting(() => LoadAsync(new StubDocker(Image with { LayerDiffIds = ["sha256:other"] }, _ => true))).Should().ThrowAsync<BuildException>())
            .Which.Message.Should().Contain("OL511").And.Contain("sha256:other");

    [Fact]
    public async Task Names_that_the_archive_gave_to_what_is_not_as_meant_are_what_they_were()
    {
        var docker = new StubDocker(Image with { LayerDiffIds = ["sha256:other"] }, _ => true) { Earlier = Image with { Id = "sha256:earlier" } };

        await FluentActions.Awaiting(() => LoadAsync(docker)).Should().ThrowAsync<BuildException>();

        docker.Tagged.Should().Equal($"sha256:earlier {Name}");
    }

    [Fact]
    public async Task A_name_that_nothing_had_before_goes_with_what_is_not_as_meant()
    {
        var docker = new StubDocker(Image with { LayerDiffIds = ["sha256:other"] }, _ => true);

        await FluentActions.Awaiting(() => LoadAsync(docker)).Should().ThrowAsync<BuildException>();

        docker.Removed.Should().Equal(Name, ConfigDigest);
    }

    private static async Task<string> LoadAsync(StubDocker docker)
    {
        using var engine = new EngineFolder();
        return await new ImageActions(docker, engine.Services.Engine, "x86_64")
            .LoadAsync(Meant, ConfigDigest, "oci.tar", Digest.Empty, new DaemonImages(docker, [Name]), default);
    }
}
