using OpenLinux.Common.Errors;
using OpenLinux.Docker;
using OpenLinux.Docker.Images;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.TestKit.Docker;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Oci;

namespace OpenLinux.Tests.Docker;

/// <summary>What becomes of an archive that is loaded, on daemons of other kinds than the one here.</summary>
public sealed class ImageLoadTests
{
    private static readonly OciDigest ConfigDigest = Digest.OfUtf8("config").ToOci();
    private static readonly Digest Manifest = Digest.OfUtf8("manifest");

    private static readonly ImageIntent Meant = ImageIntent.Of(
        Samples.Image.Config, "linux/amd64", [new OciDigest("layer")], new BuildStamp("1.0", "x86_64", null, IsDirty: false, DateTimeOffset.UnixEpoch));

    private static readonly DockerImage Image = new(ConfigDigest, [], "linux", "amd64", [new OciDigest("layer")], Meant.Config, 0);

    [Fact]
    public async Task An_image_is_known_by_its_configuration() =>
        (await LoadAsync(Image)).Should().Be(ConfigDigest);

    [Fact]
    public async Task On_containerds_image_store_it_is_known_by_its_manifest() =>
        (await LoadAsync(Image with { Id = Manifest.ToOci() })).Should().Be(Manifest.ToOci());

    [Fact]
    public async Task What_vanished_is_said_not_to_be_listed() =>
        (await FluentActions.Awaiting(() => LoadAsync(Image with { Id = new OciDigest("another") })).Should().ThrowAsync<BuildException>())
            .Which.Code.Should().Be(DockerErrors.ImageNotListed);

    [Fact]
    public async Task What_is_not_as_meant_is_named() =>
        (await FluentActions.Awaiting(() => LoadAsync(Image with { LayerDiffIds = [new OciDigest("other")] })).Should().ThrowAsync<BuildException>())
            .Which.Message.Should().Contain("OL511").And.Contain("sha256:other");

    private static async Task<OciDigest> LoadAsync(DockerImage loaded)
    {
        using var engine = new EngineFolder();
        var docker = new MemoryDocker(loaded);
        await engine.Services.Store.PutAsync("manifest"u8.ToArray());
        return await new ImageActions(
                docker, engine.Services.Engine, "x86_64", Meant, new DaemonImages(docker, [ImageReference.Parse("openlinux:1.0")]), new DaemonChanges(docker))
            .LoadAsync(ConfigDigest, Manifest, (_, _) => Task.CompletedTask, default);
    }
}
