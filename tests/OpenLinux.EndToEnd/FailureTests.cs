using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>Every row of docs/errors.md that a whole build can hit, provoked for real.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class FailureTests(BuiltFixture built)
{
    private const string Rootfs = "build/x86_64/openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz";

    [Fact]
    public async Task A_daemon_that_is_not_running()
    {
        var result = await RunWithAsync("DOCKER_HOST", "unix:///nonexistent/docker.sock", "--target=Docker", "--arch=x86_64");

        result.FailedWith("OL203");
    }

    [Fact]
    public async Task A_socket_that_is_not_permitted()
    {
        await using var checkout = await built.NewCheckoutAsync();
        await Command.OutputAsync("chmod", ["-R", "a+rwX", checkout.Root]);
        var result = await Command.RunAsync(
            "setpriv",
            ["--reuid=65534", "--regid=65534", "--clear-groups", HostUnderTest.Dotnet, HostUnderTest.Assembly, "--target=Images", $"--cache-dir={Directory.CreateTempSubdirectory().FullName}"],
            "/",
            new Dictionary<string, string?> { ["OPENLINUX_ROOT"] = checkout.Root, ["HOME"] = "/nonexistent" });

        result.FailedWith("OL204");
    }

    [Fact]
    public async Task A_client_that_is_too_old()
    {
        await using var checkout = await built.NewCheckoutAsync();
        var result = await checkout.RunAsync(new Dictionary<string, string?> { ["DOCKER_API_VERSION"] = "1.10" }, "--target=Docker", "--arch=x86_64");

        result.FailedWith("OL504");
        (await checkout.ReferencesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_compiler_that_is_missing()
    {
        var tools = Directory.CreateTempSubdirectory();
        foreach (var tool in new[] { "docker", "dockerd", "make", "bzip2", "sh", "git", "apt-get" })
        {
            var path = (await Command.OutputAsync("sh", ["-c", $"command -v {tool}"])).Trim();
            File.CreateSymbolicLink(Path.Combine(tools.FullName, tool), path);
        }

        await using var checkout = await built.NewCheckoutAsync();
        checkout.Replace("config/toolchain.toml", "\"clang\"", "\"clang-that-is-not-there\"");

        (await checkout.RunAsync("--target=Compile", "--arch=x86_64", "--toolchain.toolchain=machine")).FailedWith("OL302").Stderr.Should().Contain("clang-that-is-not-there");
        (await checkout.RunAsync("--target=Compile", "--arch=x86_64", "--toolchain.toolchain=pinned")).FailedWith("OL214").Stderr.Should().Contain("clang-that-is-not-there");
        var bare = await Command.RunAsync(
            HostUnderTest.Dotnet, checkout.Arguments("--target=Compile", "--arch=aarch64", "--toolchain.toolchain=machine"), checkout.Root,
            new Dictionary<string, string?> { ["OPENLINUX_ROOT"] = checkout.Root, ["PATH"] = tools.FullName });
        bare.FailedWith("OL201").Stderr.Should().Contain("apt-get install");
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read()
    {
        await using var checkout = await built.NewCheckoutAsync();
        await Command.OutputAsync("chmod", ["-R", "a+rwX", checkout.Root]);
        await Command.OutputAsync("chmod", ["600", checkout.PathOf("config/openlinux.toml")]);

        var result = await Command.RunAsync(
            "setpriv",
            ["--reuid=65534", "--regid=65534", "--clear-groups", HostUnderTest.Dotnet, HostUnderTest.Assembly, "--target=Fetch", $"--cache-dir={checkout.PathOf(".cache/own")}"],
            "/",
            new Dictionary<string, string?> { ["OPENLINUX_ROOT"] = checkout.Root, ["HOME"] = "/nonexistent" });

        result.FailedWith("OL107").Stderr.Should().Contain("config/openlinux.toml");
    }

    [Fact]
    public async Task A_configuration_error_names_file_line_and_key()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Replace("config/openlinux.toml", "repository = ", "repositry = ");

        var result = (await checkout.RunAsync("--target=Compile")).FailedWith("OL103");

        var line = Array.FindIndex(checkout.ReadAll("config/openlinux.toml").Split('\n'), text => text.StartsWith("repositry", StringComparison.Ordinal)) + 1;
        result.Stderr.Should().Contain($"config/openlinux.toml:{line}").And.Contain("repository");
    }

    [Fact]
    public async Task A_source_whose_hash_is_wrong()
    {
        await using var checkout = await built.NewCheckoutAsync();
        Samples.AddSlowLibrary(checkout, seconds: 0);
        await File.AppendAllTextAsync(Samples.SourcesOf(checkout) + "/slow-1.tar.gz", "x");

        (await checkout.RunAsync("--target=Fetch")).FailedWith("OL211").Stderr.Should().Contain("slow-1.tar.gz");
    }

    [Fact]
    public async Task A_source_that_no_place_gives()
    {
        await using var checkout = await built.NewCheckoutAsync();
        Samples.AddSlowLibrary(checkout, seconds: 0);
        File.Delete(Samples.SourcesOf(checkout) + "/slow-1.tar.gz");

        (await checkout.RunAsync("--target=Fetch")).FailedWith("OL212").Stderr.Should().Contain("127.0.0.1").And.Contain(Samples.SourcesOf(checkout));
    }

    [Fact]
    public async Task A_root_filesystem_without_a_shell_is_refused_before_import()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Replace("config/openlinux.toml", "\"busybox\", ", "");

        (await checkout.RunAsync("--target=Docker", "--arch=x86_64")).FailedWith("OL405").Stderr.Should().Contain("/bin/sh");
        (await checkout.ReferencesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_required_file_that_is_missing()
    {
        await using var checkout = await built.NewCheckoutAsync();
        File.Delete(checkout.PathOf("src/rootfs/etc/passwd"));

        (await checkout.RunAsync("--target=Docker", "--arch=x86_64")).FailedWith("OL408").Stderr.Should().Contain("/etc/passwd");
    }

    [Theory]
    [InlineData("--env=PATH=/bin:/nowhere", "/nowhere")]
    [InlineData("--entrypoint=/sbin/inti", "/sbin/inti")]
    [InlineData("--cmd=/bin/bahs", "/bin/bahs")]
    public async Task A_path_or_an_entrypoint_that_points_nowhere(string option, string subject)
    {
        await using var checkout = await built.NewCheckoutAsync();

        (await checkout.RunAsync("--target=Docker", "--arch=x86_64", option)).FailedWith("OL409").Stderr.Should()
            .Contain($"points nowhere: {subject}\n").And.NotContain("tarball", "it is as it should be");
        (await checkout.ReferencesAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("OL106", "--cmd=/bin/sh -c ls")]
    [InlineData("OL106", "--env=PATH=bin")]
    [InlineData("OL530", "--image.layers=musll", "--docker-mode=load")]
    [InlineData("OL520", "--tag={version}-{arch}-{commit}-0000000000111111111122222222223333333333444444444455555555556666666666777777777788888888889999999999")]
    [InlineData("OL014", "--docker-mode=podman")]
    public async Task What_cannot_become_right_is_refused_before_anything_is_built(string code, params string[] options)
    {
        await using var checkout = await built.NewCheckoutAsync();

        var result = (await checkout.RunAsync(["--target=Docker", "--arch=x86_64", .. options])).FailedWith(code);

        result.All.Should().NotContain("Fetch  ");
        Directory.Exists(checkout.PathOf("build")).Should().BeFalse();
    }

    [Fact]
    public async Task A_task_that_fails_with_nothing_left_to_do_is_not_told_as_cached()
    {
        await using var checkout = await built.NewCheckoutAsync();

        var result = (await checkout.RunAsync("--target=Inspect", "--arch=x86_64", "--vetting.budget=init=1000")).FailedWith("OL439");

        result.Stderr.Should().MatchRegex("(?m)^Inspect +failed after ").And.NotMatchRegex("(?m)^Inspect +cached");
    }

    [Fact]
    public async Task A_Dockerfile_that_changes_files()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Replace("Dockerfile", "ADD ${ROOTFS} /\n", "ADD ${ROOTFS} /\nRUN [\"/bin/touch\", \"/touched\"]\n");

        (await checkout.RunAsync("--target=Docker", "--arch=x86_64", "--docker-mode=build")).FailedWith("OL511").Stderr.Should().Contain("/touched: added");
        (await checkout.ReferencesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_tarball_that_is_missing() =>
        (await InspectAsync("/nonexistent.tar.gz")).FailedWith("OL401");

    [Fact]
    public async Task A_tarball_that_is_truncated() =>
        (await InspectAsync(await ChangedTarballAsync(bytes => bytes[..(bytes.Length / 2)]))).FailedWith("OL402");

    [Fact]
    public async Task A_tarball_that_is_corrupt() =>
        (await InspectAsync(await ChangedTarballAsync(bytes =>
        {
            bytes[bytes.Length / 2] ^= 0xFF;
            return bytes;
        }))).FailedWith("OL403");

    [Fact]
    public async Task A_tarball_of_another_architecture() =>
        (await built.Checkout.RunAsync("--target=Inspect", "--arch=aarch64", $"--tarball={built.Checkout.PathOf(Rootfs)}")).FailedWith("OL406");

    private Task<CommandResult> RunWithAsync(string variable, string value, params string[] arguments) =>
        built.Checkout.RunAsync(new Dictionary<string, string?> { [variable] = value }, arguments);

    private Task<CommandResult> InspectAsync(string tarball) =>
        built.Checkout.RunAsync("--target=Inspect", "--arch=x86_64", $"--tarball={tarball}");

    private async Task<string> ChangedTarballAsync(Func<byte[], byte[]> change)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "rootfs.tar.gz");
        await File.WriteAllBytesAsync(path, change(await File.ReadAllBytesAsync(built.Checkout.PathOf(Rootfs))));
        return path;
    }
}
