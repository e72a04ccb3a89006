using OpenLinux.Common.Errors;
using OpenLinux.Docker;
using OpenLinux.Docker.Images;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Docker;
using OpenLinux.TestKit.Oci;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.EndToEnd.Docker;

/// <summary>Import, tag and verify on a real daemon.</summary>
public sealed class ImageActionsTests
{
    [Fact]
    public async Task An_imported_image_is_what_was_meant_and_starts()
    {
        using var fixture = await ImageFixture.CreateAsync();
        var daemon = fixture.Daemon("1.0", "1.0-commit");

        var id = await fixture.ImportAsync(daemon);
        await fixture.TagAsync(id, daemon);

        ImageListing.Require(daemon, id, fixture.Intent());
        await fixture.Actions(daemon).StartAsync(id, ImageStart.Of([], "/bin/sh"), default);
        fixture.Listed().Should().BeEquivalentTo($"{fixture.Repository}:1.0 {id}", $"{fixture.Repository}:1.0-commit {id}");
    }

    [Fact]
    public async Task Every_character_of_the_configuration_arrives()
    {
        using var fixture = await ImageFixture.CreateAsync();
        const string Awkward = """ "double" 'single' $HOME ${PATH} \back\\slash\ #hash `tick` =equals é中 & <tag> trailing\""";
        var image = Samples.Image with
        {
            Env = new Dictionary<string, string> { ["PATH"] = "/bin", ["AWKWARD"] = Awkward, ["EMPTY"] = "" },
            Labels = new Dictionary<string, string> { ["org.example.awkward"] = Awkward, ["org.example.empty"] = "" },
            Entrypoint = ["/bin/sh", "-c", Awkward],
            Cmd = ["a b", "\"", "$x", "\\"],
            Workdir = "/work dir/$x",
            User = "1000:1000",
        };
        var intent = fixture.Intent(image);
        var daemon = fixture.Daemon("awkward");

        var id = await fixture.ImportAsync(daemon, intent);
        await fixture.TagAsync(id, daemon);

        ImageListing.Require(daemon, id, intent);
    }

    [Fact]
    public async Task An_image_without_entrypoint_and_command_has_none()
    {
        using var fixture = await ImageFixture.CreateAsync();
        var daemon = fixture.Daemon("bare");
        var intent = fixture.Intent(Samples.Image with { Entrypoint = [], Cmd = [], Workdir = "" });

        var id = await fixture.ImportAsync(daemon, intent);
        await fixture.TagAsync(id, daemon);

        ImageListing.Require(daemon, id, intent);
    }

    [Fact]
    public async Task A_Dockerfile_that_ends_with_the_instructions_gives_the_image_that_was_meant()
    {
        using var fixture = await ImageFixture.CreateAsync();
        using var context = new TestFolder();
        var intent = fixture.Intent() with { DiffIds = null };
        var daemon = fixture.Daemon("built");
        var dockerfile = string.Join('\n', ["FROM scratch", "ARG ROOTFS", "ADD ${ROOTFS} /", .. ImageInstructions.Of(intent.Config), ""]);
        context.Write("Dockerfile", System.Text.Encoding.UTF8.GetBytes(dockerfile));
        File.Copy(fixture.TarballPath, context.PathOf("rootfs.tar.gz"));
        var build = new DockerBuild(
            context.Path, context.PathOf("Dockerfile"), "linux/amd64", new Dictionary<string, string> { ["ROOTFS"] = "rootfs.tar.gz" });

        var id = await fixture.Actions(daemon, intent).BuildAsync(dockerfile, () => build, fixture.TarballPath, fixture.Tarball.Content, default);
        await fixture.TagAsync(id, daemon);
        var again = await fixture.Actions(daemon, intent).BuildAsync(dockerfile, () => build, fixture.TarballPath, fixture.Tarball.Content, default);

        ImageListing.Require(daemon, id, intent);
        await fixture.Actions(daemon).StartAsync(id, ImageStart.Of([], "/bin/sh"), default);
        again.Should().Be(id);
        fixture.Docker.Calls.Should().ContainSingle(call => call == "build");
        fixture.Docker.Calls.Should().ContainSingle(call => call == "save", "files are compared after a build, and not on a run with nothing to do");
    }

    [Fact]
    public async Task With_nothing_to_do_the_daemon_is_asked_once_for_everything()
    {
        using var fixture = await ImageFixture.CreateAsync();
        await DeliverAsync(fixture);
        fixture.Docker.Calls.Clear();

        await DeliverAsync(fixture);

        fixture.Docker.Calls.Should().Equal("inspect");
    }

    [Fact]
    public async Task An_image_that_someone_removed_is_imported_again()
    {
        using var fixture = await ImageFixture.CreateAsync();
        var first = await DeliverAsync(fixture);
        Tool.Run("docker", ["rmi", "-f", first.ToString()]);
        fixture.Docker.Calls.Clear();

        var second = await DeliverAsync(fixture);

        fixture.Docker.Calls.Should().Contain("import");
        fixture.Listed().Should().HaveCount(2).And.OnlyContain(line => line.EndsWith(second.ToString()));
    }

    [Fact]
    public async Task A_tag_that_points_elsewhere_is_set_without_an_import()
    {
        using var fixture = await ImageFixture.CreateAsync();
        using var other = await ImageFixture.CreateAsync(Programs.Saying("other", 0));
        var id = await DeliverAsync(fixture);
        var stranger = await DeliverAsync(other);
        Tool.Run("docker", ["tag", stranger.ToString(), $"{fixture.Repository}:one"]);
        fixture.Docker.Calls.Clear();

        await DeliverAsync(fixture);

        fixture.Docker.Calls.Should().Contain("tag").And.NotContain("import");
        fixture.Listed().Should().HaveCount(2).And.OnlyContain(line => line.EndsWith(id.ToString()));
    }

    [Fact]
    public async Task An_image_that_lost_every_tag_is_tagged_without_an_import()
    {
        using var fixture = await ImageFixture.CreateAsync();
        var id = await DeliverAsync(fixture);
        Tool.Run("docker", ["tag", id.ToString(), $"{fixture.Repository}:kept"]);
        Tool.Run("docker", ["rmi", $"{fixture.Repository}:one", $"{fixture.Repository}:two"]);
        fixture.Docker.Calls.Clear();

        (await DeliverAsync(fixture)).Should().Be(id);

        fixture.Docker.Calls.Should().NotContain("import");
        fixture.Listed().Should().HaveCount(3);
    }

    [Fact]
    public async Task An_image_with_the_wrong_layer_goes_again_and_no_tag_moves()
    {
        using var fixture = await ImageFixture.CreateAsync();
        var id = await DeliverAsync(fixture);
        var import = () => fixture.ImportAsync(fixture.Daemon("one", "two"), fixture.Intent(Samples.Image with { Cmd = ["/new"] }, new OciDigest("0000")));

        (await import.Should().ThrowAsync<BuildException>()).Which.Message.Should().ContainAll("OL511", "layers", "sha256:0000");
        fixture.Changes.Undo();

        fixture.Listed().Should().HaveCount(2).And.OnlyContain(line => line.EndsWith(id.ToString()));
        fixture.Docker.Imported.Should().NotBe(id);
        Tool.Try("docker", ["image", "inspect", fixture.Docker.Imported.ToString()]).ExitCode.Should().NotBe(0, "the rejected image is gone");
    }

    [Fact]
    public async Task An_image_that_vanishes_after_the_import_is_said_not_to_be_listed()
    {
        using var fixture = await ImageFixture.CreateAsync();
        var daemon = fixture.Daemon("one");
        var id = await fixture.ImportAsync(daemon);
        await fixture.TagAsync(id, daemon);
        Tool.Run("docker", ["rmi", "-f", id.ToString()]);
        daemon.Forget();

        daemon.Invoking(it => ImageListing.Require(it, id, fixture.Intent())).Should().Throw<BuildException>().WithMessage($"OL503*{fixture.Repository}:one*");
    }

    [Theory]
    [InlineData("started", 3)]
    [InlineData("nonsense", 0)]
    public async Task An_image_whose_shell_fails_or_says_something_else_does_not_start(string answer, int exitCode)
    {
        using var fixture = await ImageFixture.CreateAsync(Programs.Saying(answer, exitCode));
        var id = await DeliverAsync(fixture);
        var start = () => fixture.Actions(fixture.Daemon("one")).StartAsync(id, ImageStart.Of([], "/bin/sh"), default);

        (await start.Should().ThrowAsync<BuildException>()).WithMessage($"OL513*exit code {exitCode}*{answer}*");

        Tool.Run("docker", ["ps", "-aq", "--filter", $"ancestor={id}"]).Should().BeEmpty();
    }

    [Theory]
    [InlineData("docker.io/")]
    [InlineData("docker.io/library/")]
    [InlineData("index.docker.io/team/")]
    [InlineData("library/")]
    [InlineData("library/team/")]
    [InlineData("registry.example:5000/team/")]
    public async Task A_repository_with_a_registry_is_found_under_the_name_that_Docker_shortens(string registry)
    {
        using var fixture = await ImageFixture.CreateAsync(registry: registry);

        await DeliverAsync(fixture);
        fixture.Docker.Calls.Clear();
        await DeliverAsync(fixture);

        fixture.Docker.Calls.Should().Equal("inspect");
    }

    private static async Task<OciDigest> DeliverAsync(ImageFixture fixture)
    {
        var daemon = fixture.Daemon("one", "two");
        var id = await fixture.ImportAsync(daemon);
        await fixture.TagAsync(id, daemon);
        ImageListing.Require(daemon, id, fixture.Intent());
        fixture.Changes.Keep();
        return id;
    }
}
