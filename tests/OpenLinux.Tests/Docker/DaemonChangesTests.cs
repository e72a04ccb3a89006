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

/// <summary>What is left in the daemon by a run that fails, and by one that does not.</summary>
public sealed class DaemonChangesTests : IDisposable
{
    private const string Version = "openlinux:1.0";
    private const string Commit = "openlinux:1.0-commit";

    private static readonly ImageIntent Meant = IntentOf("aaaa");
    private static readonly DockerImage Made = ImageOf(Meant, "made");
    private static readonly DockerImage Earlier = ImageOf(IntentOf("bbbb"), "earlier");

    private readonly EngineFolder engine = new();
    private readonly MemoryDocker docker = new(Made);

    public static TheoryData<string> Modes => ["import", "load"];

    public void Dispose() => engine.Dispose();

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Whichever_call_fails_no_name_has_moved_and_no_image_is_left_behind(string mode)
    {
        docker.Add(Earlier, Version, Commit);
        var failures = 0;
        for (var call = 1; ; call++)
        {
            var (client, names, images) = (new MemoryDocker(Made) { FailAt = call }, docker.Names.ToList(), docker.Images.ToList());
            client.Add(Earlier, Version, Commit);
            using var fresh = new EngineFolder();

            var failure = await FailureAsync(client, fresh, mode);

            if (!client.HasFailed)
            {
                break;
            }

            // What was to be removed once everything was done may stay.
            if (failure is not null)
            {
                failures++;
                client.Names.Should().Equal(names, "call {0} failed", call);
                client.Images.Should().Equal(images, "call {0} failed", call);
            }
        }

        failures.Should().BeGreaterThan(6);
    }

    [Fact]
    public async Task An_image_that_is_never_described_goes_all_the_same()
    {
        docker.FailAlways = "inspect";

        (await FailureAsync(docker, engine, "import")).Should().NotBeNull();

        docker.Images.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task An_image_that_does_not_start_gets_no_name(string mode)
    {
        docker.Add(Earlier, Version, Commit);
        docker.Answer = "";

        (await FailureAsync(docker, engine, mode))!.Code.Id.Should().Be("OL513");

        docker.Names.Should().Contain(Version, Earlier.Id).And.Contain(Commit, Earlier.Id);
        docker.Images.Should().Equal(Earlier.Id);
    }

    [Fact]
    public async Task Where_one_of_several_images_fails_none_gets_its_names()
    {
        var changes = new DaemonChanges(docker);
        var other = new DaemonImages(docker, [ImageReference.Parse("openlinux:arm")]);
        await MakeAsync(docker, engine, "import", new DaemonImages(docker, [ImageReference.Parse(Version)]), changes);
        docker.Answer = "";

        await FluentActions.Awaiting(() => MakeAsync(docker, engine, "import", other, changes, "aarch64")).Should().ThrowAsync<BuildException>();
        changes.Undo();

        docker.Images.Should().BeEmpty();
        docker.Names.Should().BeEmpty();
    }

    [Fact]
    public async Task The_image_that_lost_its_last_name_goes()
    {
        docker.Add(Earlier, Version, Commit);

        (await FailureAsync(docker, engine, "load")).Should().BeNull();

        docker.Images.Should().Equal(Made.Id);
        docker.Names.Should().HaveCount(2);
    }

    [Fact]
    public async Task An_image_that_has_another_name_stays()
    {
        docker.Add(Earlier, Version, "openlinux:mine");

        await FailureAsync(docker, engine, "load");

        docker.Images.Should().Contain(Earlier.Id);
        docker.Names.Should().Contain("openlinux:mine", Earlier.Id);
    }

    [Fact]
    public async Task An_image_that_a_registry_knows_stays()
    {
        docker.Add(Earlier with { Digests = ["openlinux@sha256:1234"] }, Version);

        await FailureAsync(docker, engine, "load");

        docker.Images.Should().Contain(Earlier.Id);
    }

    [Fact]
    public async Task An_image_that_a_container_uses_stays()
    {
        docker.InUse.Add(docker.Add(Earlier, Version));

        (await FailureAsync(docker, engine, "load")).Should().BeNull();

        docker.Images.Should().Contain(Earlier.Id);
    }

    [Fact]
    public async Task An_image_of_others_that_had_the_name_stays()
    {
        var labels = new Dictionary<string, string>(Earlier.Config.Labels) { ["org.opencontainers.image.title"] = "another" };
        docker.Add(Earlier with { Config = Earlier.Config with { Labels = labels } }, Version);

        await FailureAsync(docker, engine, "load");

        docker.Images.Should().Contain(Earlier.Id);
    }

    [Fact]
    public async Task An_image_that_was_there_before_is_not_this_runs_to_remove()
    {
        docker.Add(Made);
        docker.Answer = "";

        (await FailureAsync(docker, engine, "load")).Should().NotBeNull();

        docker.Images.Should().Equal(Made.Id);
    }

    private static ImageIntent IntentOf(string revision) => ImageIntent.Of(
        Samples.Image.Config with { Labels = new Dictionary<string, string> { ["org.opencontainers.image.title"] = "ours" } },
        "linux/amd64",
        [new OciDigest("layer")],
        new BuildStamp("1.0", "x86_64", string.Concat(Enumerable.Repeat(revision, 10)), IsDirty: false, DateTimeOffset.UnixEpoch));

    private static DockerImage ImageOf(ImageIntent intent, string name) =>
        new(Digest.OfUtf8(name).ToOci(), [], "linux", "amd64", [new OciDigest("layer")], intent.Config, 0);

    /// <returns>What ended the run; null where nothing did.</returns>
    private static async Task<BuildException?> FailureAsync(MemoryDocker docker, EngineFolder engine, string mode)
    {
        var changes = new DaemonChanges(docker);
        try
        {
            var daemon = new DaemonImages(docker, [ImageReference.Parse(Version), ImageReference.Parse(Commit)]);
            var (actions, id) = await MakeAsync(docker, engine, mode, daemon, changes);
            foreach (var reference in daemon.References)
            {
                await actions.TagAsync(id, reference, default);
            }

            ImageListing.Require(daemon, id, Meant);
            changes.Keep();
            return null;
        }
        catch (BuildException failure)
        {
            changes.Undo();
            return failure;
        }
    }

    private static async Task<(ImageActions Actions, OciDigest Id)> MakeAsync(
        MemoryDocker docker, EngineFolder engine, string mode, DaemonImages daemon, DaemonChanges changes, string architecture = "x86_64")
    {
        var actions = new ImageActions(docker, engine.Services.Engine, architecture, Meant, daemon, changes);
        var content = ((FileNode)engine.File(architecture)).Content;
        var id = mode == "import"
            ? await actions.ImportAsync("rootfs.tar.gz", content, default)
            : await actions.LoadAsync(Made.Id, content, (_, _) => Task.CompletedTask, default);
        await actions.StartAsync(id, ImageStart.Of([], "/bin/sh"), default);
        return (actions, id);
    }
}
