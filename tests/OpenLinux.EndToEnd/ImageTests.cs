using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

[Collection(EndToEndGroup.Name)]
public sealed class ImageTests(BuiltFixture built)
{
    private string Image => $"{built.Checkout.Repository}:1.0.0-alpha-x86_64";

    [Fact]
    public async Task The_version_and_the_commit_tag_are_listed()
    {
        var commit = (await built.Checkout.CommitHashAsync())[..12];

        (await built.Checkout.ReferencesAsync()).Should().Contain([Image, $"{Image}-{commit}"]);
    }

    [Fact]
    public async Task A_command_runs_in_it()
    {
        var listing = await DockerRunAsync(Image, "ls", "-l", "/", "/bin", "/usr/bin");

        listing.Should().Contain("/usr/bin:").And.Contain(" sh -> ").And.Contain("busybox").And.Contain(" etc");
    }

    [Fact]
    public async Task Temporary_directories_are_sticky_and_the_password_file_is_readable()
    {
        var listing = await DockerRunAsync(Image, "ls", "-ld", "/tmp", "/etc/passwd", "/root");

        listing.Should().MatchRegex("drwxrwxrwt.* /tmp").And.MatchRegex("-rw-r--r--.* /etc/passwd").And.MatchRegex("drwx------.* /root");
    }

    [Fact]
    public async Task A_bind_mounted_work_directory_can_be_read_and_written()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "in"), "hello");

        await DockerRunAsync("-v", $"{folder}:/work", "-w", "/work", Image, "/bin/sh", "-c", "tr a-z A-Z <in >out");

        (await File.ReadAllTextAsync(Path.Combine(folder, "out"))).Should().Be("HELLO");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Init_is_process_one_and_hands_on_the_exit_code()
    {
        var result = await Command.RunAsync("docker", ["run", "--rm", Image, "sh", "-c", "cat /proc/1/comm; exit 7"], "/");

        result.Stdout.Trim().Should().Be("init");
        result.ExitCode.Should().Be(7);
    }

    [Fact]
    public async Task A_container_stops_on_sigterm()
    {
        var id = (await Command.OutputAsync("docker", ["run", "-d", Image, "sleep", "600"])).Trim();
        await Command.OutputAsync("docker", ["stop", "-t", "60", id]);

        var exitCode = await Command.OutputAsync("docker", ["inspect", "-f", "{{.State.ExitCode}}", id]);
        await Command.OutputAsync("docker", ["rm", "-f", id]);

        exitCode.Trim().Should().Be("143", "sleep was ended by SIGTERM, not killed after the time was up");
    }

    [Fact]
    public async Task Run_hands_arguments_and_exit_code_through()
    {
        var result = await built.Checkout.RunAsync("--target=Run", "--verbosity=quiet", "--", "sh", "-c", "printf '<%s>' \"$@\"; exit 3", "x", "two words", "$HOME");

        result.Stdout.Should().Be("<two words><$HOME>", "a quiet run prints what the command prints");
        result.ExitCode.Should().Be(3);
    }

    [Fact]
    public async Task Run_mounts_a_folder()
    {
        var result = (await built.Checkout.RunAsync("--target=Run", "--mount=config:/mnt:ro", "--", "ls", "/mnt")).Succeeded();

        result.Stdout.Should().Contain("openlinux.toml");
    }

    [Fact]
    public async Task Images_lists_them() =>
        (await built.Checkout.RunAsync("--target=Images")).Succeeded().Stdout.Should().Contain(Image);

    [Fact]
    public async Task Images_lists_them_by_the_name_with_dockers_own_registry() =>
        (await Command.RunAsync(
            HostUnderTest.Dotnet,
            [HostUnderTest.Assembly, "--target=Images", $"--repository=docker.io/library/{built.Checkout.Repository}", "--setup=never"],
            built.Checkout.Root,
            new Dictionary<string, string?> { ["OPENLINUX_ROOT"] = built.Checkout.Root })).Succeeded().Stdout.Should().Contain(Image);

    [Fact]
    public async Task Its_config_is_the_configured_one()
    {
        var config = await Command.OutputAsync("docker", ["image", "inspect", "-f", "{{json .Config}}", Image]);

        config.Should().Contain("\"Entrypoint\":[\"/sbin/init\"]").And.Contain("\"Cmd\":[\"/bin/sh\"]")
            .And.Contain("\"org.opencontainers.image.version\":\"1.0.0-alpha\"")
            .And.Contain($"\"org.opencontainers.image.revision\":\"{await built.Checkout.CommitHashAsync()}\"");
    }

    [Fact]
    public async Task The_tarball_is_owned_by_root_and_its_checksum_file_agrees()
    {
        var folder = built.Checkout.PathOf("build/x86_64");
        var check = await Command.OutputAsync("sha256sum", ["-c", "openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz.sha256"], folder);
        var owners = await Command.OutputAsync("tar", ["--numeric-owner", "-tvzf", "openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz"], folder);

        check.Should().Contain("OK");
        owners.TrimEnd().Split('\n').Should().NotBeEmpty().And.OnlyContain(line => line.Contains(" 0/0 ", StringComparison.Ordinal));
        owners.Should().NotContain("usr/include").And.NotContain(".a\n");
    }

    private static Task<string> DockerRunAsync(params string[] arguments) =>
        Command.OutputAsync("docker", ["run", "--rm", .. arguments]);
}
