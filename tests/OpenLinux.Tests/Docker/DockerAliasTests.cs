using Cake.Core;
using Cake.Docker;
using OpenLinux.Docker;
using OpenLinux.Docker.Client;
using OpenLinux.TestKit.Docker;
using OpenLinux.TestKit.Host;

namespace OpenLinux.Tests.Docker;

/// <summary>What reaches the client: its argument list, word for word.</summary>
public sealed class DockerAliasTests : IDisposable
{
    private readonly ICakeContext context = CakeContexts.Create();
    private readonly RecordingClient docker = new("printf 'first\\nsecond\\n'");

    /// <summary>One that answers as a daemon does that has imported.</summary>
    private readonly RecordingClient imported = new($"echo sha256:{new string('a', 64)}");

    public void Dispose()
    {
        docker.Dispose();
        imported.Dispose();
    }

    [Fact]
    public void Import_names_the_tarball_and_the_reference()
    {
        var settings = docker.Of(new DockerImageImportSettings { Change = ["ENV PATH=/bin", "USER 1"], Message = "a message", Platform = "linux/arm64" });

        context.DockerImport(settings, "/tmp/a \"b\"/rootfs.tar.gz", "openlinux:1.0").Should().Be("first");

        Arguments.Should().Equal(
            "import", "--change", "ENV PATH=/bin", "--change", "USER 1", "--message", "a message", "--platform", "linux/arm64",
            "/tmp/a \"b\"/rootfs.tar.gz", "openlinux:1.0");
    }

    [Fact]
    public void Import_without_settings_has_no_options()
    {
        imported.Client.Import(new DockerImport("rootfs.tar.gz", "", []));

        imported.Calls.Should().ContainSingle().Which.Should().Equal("import", "rootfs.tar.gz");
    }

    [Fact]
    public void The_client_passes_instructions_with_quotes_and_backslashes_whole()
    {
        string[] changes = ["""CMD ["/bin/sh","-c","echo \"a b\" \\"]""", @"LABEL path=C:\", "LABEL empty=\"\""];

        imported.Client.Import(new DockerImport("rootfs.tar.gz", "", changes));

        imported.Calls.Should().ContainSingle().Which.Should().Equal(
            "import", "--change", changes[0], "--change", changes[1], "--change", changes[2], "rootfs.tar.gz");
    }

    [Fact]
    public void The_client_runs_a_command_word_for_word_and_never_pulls()
    {
        docker.Client.Run(new DockerRun(
            "a:1", "linux/amd64", ["sh", "-c", "echo \"a\" 'b' \\", ""], ["/a b:/w"], new Dictionary<string, string> { ["GREETING"] = "\"hi\"" }, "/bin/init"));

        Arguments[..3].Should().Equal("run", "--pull", "never");
        Arguments[^5..].Should().Equal("a:1", "sh", "-c", "echo \"a\" 'b' \\", "");
        string.Join('|', Arguments).Should().ContainAll(
            "--rm", "--platform|linux/amd64", "--volume|/a b:/w", "--env|GREETING=\"hi\"", "--entrypoint|/bin/init");
    }

    [Fact]
    public void Inspect_gives_every_line_and_takes_several_images()
    {
        context.DockerInspect(docker.Of(new DockerImageInspectSettings { Format = "{{json .}}" }), "a:1", "b:1")
            .Should().Equal("first", "second");

        Arguments.Should().Equal("image", "inspect", "--format", "{{json .}}", "a:1", "b:1");
    }

    [Fact]
    public void Build_names_each_argument_and_quotes_its_folder()
    {
        context.DockerBuild(
            docker.Of(new DockerImageBuildSettings { BuildArg = ["ROOTFS=a b.tar.gz", "EPOCH=0"], File = "Dockerfile" }), "/tmp/a b");

        Arguments[..2].Should().Equal("image", "build");
        Arguments[^1].Should().Be("/tmp/a b");
        string.Join('|', Arguments).Should().ContainAll("--build-arg|ROOTFS=a b.tar.gz|--build-arg|EPOCH=0", "--file|Dockerfile");
    }

    [Fact]
    public void Run_names_what_is_set_and_passes_what_the_caller_quoted()
    {
        var settings = docker.Of(new DockerContainerRunSettings { Rm = true, Interactive = true, Tty = false, Volume = ["/a b:/w:ro"] });

        context.DockerRunWithoutResult(settings, "a:1", "sh", "-c", "\"echo hello\"");

        Arguments[0].Should().Be("run");
        Arguments[^4..].Should().Equal("a:1", "sh", "-c", "echo hello");
        string.Join('|', Arguments).Should().ContainAll("--rm", "--interactive", "--volume|/a b:/w:ro");
        Arguments.Should().NotContain("--tty");
    }

    [Fact]
    public void Run_without_a_command_leaves_its_arguments_out()
    {
        context.DockerRunWithoutResult(docker.Of(new DockerContainerRunSettings()), "a:1", "", "-c", "true");

        Arguments.Should().Equal("run", "a:1");
    }

    [Fact]
    public void Tag_remove_load_and_list_name_their_images()
    {
        context.DockerTag(docker.Of(new DockerImageTagSettings()), "a:1", "b:1");
        context.DockerRemove(docker.Of(new DockerImageRemoveSettings()), "a:1", "b:1");
        context.DockerLoad(docker.Of(new DockerImageLoadSettings { Input = "image.tar" }));
        context.DockerImageLs(docker.Of(new DockerImageLsSettings { Filter = "reference=a" })).Should().Equal("first", "second");

        docker.Calls.Select(call => string.Join(' ', call)).Should().Equal(
            "tag a:1 b:1", "rmi a:1 b:1", "load --input image.tar", "image ls --filter reference=a");
    }

    [Fact]
    public void A_custom_command_is_passed_on_as_it_stands()
    {
        context.DockerCustomCommand(docker.Of(new DockerCustomCommandSettings()), "system df --format \"{{json .}}\"").Should().Equal("first", "second");

        Arguments.Should().Equal("system", "df", "--format", "{{json .}}");
    }

    [Fact]
    public void A_client_that_fails_throws_its_exit_code()
    {
        using var failing = new RecordingClient("exit 3");

        context.Invoking(it => it.DockerLoad(failing.Of(new DockerImageLoadSettings())))
            .Should().Throw<CakeException>().Which.ExitCode.Should().Be(3);
    }

    private string[] Arguments => docker.Calls.Should().ContainSingle().Which;
}
