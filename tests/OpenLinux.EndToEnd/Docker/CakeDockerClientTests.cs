using OpenLinux.Common.Errors;
using OpenLinux.Docker;
using OpenLinux.Docker.Client;
using OpenLinux.Docker.Images;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.TestKit.Docker;

namespace OpenLinux.EndToEnd.Docker;

/// <summary>The client against a real daemon.</summary>
public sealed class CakeDockerClientTests(DockerDaemon daemon) : IClassFixture<DockerDaemon>, IDisposable
{
    private static readonly Dictionary<string, string> None = [];

    private readonly RunnableTarball rootfs = new();
    private readonly CakeDockerClient docker = daemon.Client;
    private readonly string repository = "example.org/openlinux-" + Guid.NewGuid().ToString("N")[..8];

    public void Dispose() => rootfs.Dispose();

    [Fact]
    public void What_is_imported_is_what_inspection_shows()
    {
        var id = Import("1");

        var image = docker.Inspect([$"{repository}:1"]).Should().ContainSingle().Which;

        image.Id.Should().Be(id);
        image.Os.Should().Be("linux");
        image.Architecture.Should().Be("arm64");
        image.References.Should().Equal($"{repository}:1");
        image.LayerDiffIds.Should().ContainSingle().Which.ToString().Should().StartWith("sha256:");
        image.SizeBytes.Should().BePositive();
        image.Config.Should().BeEquivalentTo(new ImageConfig(
            ["/bin/sh"],
            ["-c", "a \"b\" c"],
            new Dictionary<string, string> { ["PATH"] = "/bin", ["EQ"] = "a=b" },
            new Dictionary<string, string> { ["org.opencontainers.image.title"] = "Open \"Linux\"" },
            "65534",
            "/work"));
    }

    [Theory]
    [InlineData("linux/amd64")]
    [InlineData("linux/arm64")]
    public void An_image_without_a_reference_is_known_by_its_id(string platform)
    {
        var id = For(platform, docker.Import(new DockerImport(rootfs.Path, platform, [$"LABEL test={repository}"])));

        var image = docker.Inspect([id.ToString()]).Should().ContainSingle().Which;

        image.Id.Should().Be(id);
        image.References.Should().BeEmpty();
        $"{image.Os}/{image.Architecture}".Should().Be(platform);
    }

    [Fact]
    public void The_layer_is_the_tarball_whatever_the_platform()
    {
        string ImportFor(string platform) => For(platform, docker.Import(new DockerImport(rootfs.Path, platform, []))).ToString();

        docker.Inspect([ImportFor("linux/amd64"), ImportFor("linux/arm64"), ImportFor("linux/riscv64")]).Select(image => image.LayerDiffIds.Single()).Distinct().Should().ContainSingle();
    }

    [Fact]
    public void Images_that_are_not_there_are_left_out_of_an_inspection()
    {
        Import("1");

        docker.Inspect([$"{repository}:nope", $"{repository}:1", $"{repository}:neither"]).Should().ContainSingle();
        docker.Inspect([$"{repository}:nope"]).Should().BeEmpty();
        docker.Inspect([]).Should().BeEmpty();
    }

    [Fact]
    public void A_tag_names_the_same_image_until_it_is_removed()
    {
        var id = Import("1");

        docker.Tag(id, ImageReference.Parse($"{repository}:2"));
        var both = docker.Inspect([$"{repository}:1", $"{repository}:2"]).Should().ContainSingle().Which;
        docker.Remove($"{repository}:1");

        both.References.Should().BeEquivalentTo($"{repository}:1", $"{repository}:2");
        docker.Inspect([$"{repository}:1"]).Should().BeEmpty();
        docker.Inspect([$"{repository}:2"]).Should().ContainSingle().Which.Id.Should().Be(id);
    }

    [Fact]
    public void A_list_holds_the_tags_of_one_repository()
    {
        var id = Import("1");
        docker.Tag(id, ImageReference.Parse($"{repository}:2"));

        var rows = docker.List(ImageReference.Parse(repository));

        rows.Select(row => row.Reference).Should().BeEquivalentTo($"{repository}:1", $"{repository}:2");
        rows.Should().NotBeEmpty().And.AllSatisfy(row => row.Id.Should().Be(id));
        rows.Should().NotBeEmpty().And.AllSatisfy(row => row.Created.Should().EndWith("ago"));
        rows.Should().NotBeEmpty().And.AllSatisfy(row => row.Size.Should().MatchRegex(@"^[\d.]+[kM]?B$"));
    }

    [Fact]
    public void A_build_takes_its_file_and_its_arguments()
    {
        var context = Path.GetDirectoryName(rootfs.Path)!;
        var file = Path.Combine(context, "Dockerfile.test");
        File.WriteAllText(file, """
            FROM scratch
            ARG ROOTFS
            ADD ["${ROOTFS}", "/"]
            CMD ["/bin/sh"]
            """);

        var id = docker.Build(new DockerBuild(
            context,
            file,
            "linux/amd64",
            new Dictionary<string, string> { ["ROOTFS"] = Path.GetFileName(rootfs.Path) }));

        var image = docker.Inspect([id.ToString()]).Should().ContainSingle().Which;
        image.References.Should().BeEmpty();
        image.Config.Cmd.Should().Equal("/bin/sh");
        image.LayerDiffIds.Should().ContainSingle();
    }

    [Theory]
    [InlineData("linux/amd64")]
    [InlineData("linux/arm64")]
    [InlineData("linux/riscv64")]
    public void A_build_is_for_its_platform(string platform)
    {
        var context = Path.GetDirectoryName(rootfs.Path)!;
        var file = Path.Combine(context, "Dockerfile.platform");
        File.WriteAllText(file, $"FROM scratch\nADD [\"{Path.GetFileName(rootfs.Path)}\", \"/\"]\nLABEL test={repository}\n");

        var id = For(platform, docker.Build(new DockerBuild(context, file, platform, None) { SourceDateEpoch = 1700000000 }));

        var image = docker.Inspect([id.ToString()]).Should().ContainSingle().Which;
        $"{image.Os}/{image.Architecture}".Should().Be(platform);
        image.Config.Labels.Should().Contain("test", repository);
    }

    [Fact]
    public void What_is_saved_can_be_loaded_again()
    {
        var archive = Path.Combine(Path.GetDirectoryName(rootfs.Path)!, "saved image.tar");
        var id = Import("1");

        docker.Save($"{repository}:1", archive);
        docker.Remove($"{repository}:1");
        docker.Inspect([$"{repository}:1"]).Should().BeEmpty();
        docker.Load(archive);

        docker.Inspect([$"{repository}:1"]).Should().ContainSingle().Which.Id.Should().Be(id);
    }

    [Fact]
    public void Saving_and_loading_what_is_not_there_says_what_docker_said()
    {
        docker.Invoking(it => it.Save($"{repository}:nope", "/tmp/nope.tar")).Should().Throw<BuildException>().WithMessage("OL507*docker save*");
        docker.Invoking(it => it.Load("/nowhere/image.tar")).Should().Throw<BuildException>().WithMessage("OL507*docker load*no such file*");
    }

    [Fact]
    public void Without_a_repository_every_image_is_listed()
    {
        Import("1");

        docker.List(null).Select(row => row.Reference).Should().Contain($"{repository}:1").And.HaveCountGreaterThanOrEqualTo(docker.List(ImageReference.Parse(repository)).Count);
    }

    [Fact]
    public void A_build_that_fails_says_what_docker_said()
    {
        var context = Path.GetDirectoryName(rootfs.Path)!;
        var file = Path.Combine(context, "Dockerfile.broken");
        File.WriteAllText(file, "FROM scratch\nADD nothing /\n");

        docker.Invoking(it => it.Build(new DockerBuild(context, file, "", None)))
            .Should().Throw<BuildException>().Where(failure => failure.Code == DockerErrors.Refused && failure.Cause.Contains("nothing"));
    }

    [Fact]
    public void A_run_gives_both_streams_and_the_exit_code()
    {
        ImportRunnable();

        var result = docker.Run(new DockerRun(
            $"{repository}:run", "linux/amd64", ["a \"b\"", "3"], [], new Dictionary<string, string> { ["GREETING"] = "good day" }, "/bin/sh"));

        result.Should().Be(new DockerRunResult(3, "[a \"b\"][3] good day in /, terminal 0\n", "to stderr\n"));
    }

    [Fact]
    public void A_mount_is_seen_in_the_container()
    {
        ImportRunnable();

        docker.Run(new DockerRun($"{repository}:run", "", [], [$"{Path.GetDirectoryName(rootfs.Path)}:/mounted:ro"], None, "/mounted/sh"))
            .Stdout.Should().Contain("silence in /");
    }

    [Fact]
    public void An_attached_run_gives_the_containers_exit_code()
    {
        ImportRunnable();

        docker.RunAttached(new DockerRun($"{repository}:run", "", ["", "7"], [], None, "/bin/sh")).Should().Be(7);
    }

    [Fact]
    public void Running_an_image_that_is_not_there_fails_and_pulls_nothing()
    {
        var run = new DockerRun($"{repository}:nope", "", ["/bin/sh"], [], None);

        docker.Invoking(it => it.Run(run)).Should().Throw<BuildException>().WithMessage("OL507*No such image*");
        docker.Invoking(it => it.RunAttached(run)).Should().Throw<BuildException>().WithMessage("OL507*No such image*");
    }

    [Fact]
    public void Importing_what_is_not_there_says_what_docker_said() =>
        docker.Invoking(it => it.Import(new DockerImport("/nowhere/rootfs.tar.gz", "", [])))
            .Should().Throw<BuildException>().WithMessage("OL507: Docker refused: docker import /nowhere/rootfs.tar.gz*no such file or directory*");

    [Fact]
    public void Tagging_and_removing_what_is_not_there_is_refused()
    {
        docker.Invoking(it => it.Tag(new OciDigest(new string('0', 64)), ImageReference.Parse($"{repository}:1"))).Should().Throw<BuildException>().WithMessage("OL507*No such image*");
        docker.Invoking(it => it.Remove($"{repository}:nope")).Should().Throw<BuildException>().WithMessage("OL507*No such image*");
    }

    private OciDigest Import(string tag) => Named(tag, "linux/arm64",
        [
            """ENTRYPOINT ["/bin/sh"]""",
            """CMD ["-c","a \"b\" c"]""",
            "ENV PATH=/bin EQ=a=b",
            """LABEL org.opencontainers.image.title="Open \"Linux\"" """.TrimEnd(),
            "USER 65534",
            "WORKDIR /work",
        ]);

    private void ImportRunnable() => Named("run", "linux/amd64", []);

    private OciDigest Named(string tag, string platform, IReadOnlyList<string> changes)
    {
        var id = For(platform, docker.Import(new DockerImport(rootfs.Path, platform, changes)));
        docker.Tag(id, ImageReference.Parse($"{repository}:{tag}"));
        return id;
    }

    /// <summary>As old daemons make every image for themselves.</summary>
    private OciDigest For(string platform, OciDigest id) =>
        docker.Inspect([id.ToString()]).Single().IsFor(platform) ? id : StoredPlatform.Copy(docker, id, platform);
}
