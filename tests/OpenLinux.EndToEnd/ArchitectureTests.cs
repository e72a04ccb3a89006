using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Registry;

namespace OpenLinux.EndToEnd;

[Collection(ArtifactGroup.Name)]
public sealed class ArchitectureTests(BuiltFixture built)
{
    private const string Emulator = "/proc/sys/fs/binfmt_misc/qemu-riscv64";

    [Fact]
    public async Task Switching_back_and_forth_never_reuses_an_object_of_the_other()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Replace("config/openlinux.toml", "\"busybox\", ", "");
        checkout.Replace("src/bin/init/recipe.toml", "kind", "# changed\nkind");

        foreach (var architecture in new[] { "x86_64", "aarch64", "x86_64", "aarch64" })
        {
            (await checkout.RunAsync("--target=Sysroot", $"--arch={architecture}")).Succeeded();
        }

        (await MachineOfAsync(checkout, "x86_64")).Should().Contain("X86-64");
        (await MachineOfAsync(checkout, "aarch64")).Should().Contain("AArch64");
        (await checkout.RunAsync("--target=Sysroot", "--arch=x86_64,aarch64")).Succeeded().LineOf("Compile").Should().Contain("cached:");
    }

    [Fact]
    public async Task All_architectures_are_built_in_one_run_started_each_and_pushed_as_one_image()
    {
        using var registry = new LocalRegistry();
        await using var checkout = await built.NewCheckoutAsync();

        var result = await checkout.RunAsync("--target=Docker", "--arch=all", "--docker-mode=load", $"--push={registry.Host}/me/openlinux", "--explain");

        result.Succeeded().Stderr.Should().Contain("DockerStart x86_64 /bin/sh -c").And.Contain("DockerStart aarch64 /bin/sh -c");
        var pushed = checkout.ReadAll("build/all/openlinux-1.0.0-alpha.digest").Trim();
        foreach (var (platform, machine) in new[] { ("amd64", "x86_64"), ("arm64", "aarch64") })
        {
            var image = await Command.OutputAsync("skopeo", ["inspect", "--tls-verify=false", "--override-arch", platform, $"docker://{registry.Host}/me/openlinux:1.0.0-alpha"]);
            image.Should().Contain($"\"Architecture\": \"{platform}\"");
            await Command.OutputAsync("docker", ["pull", "-q", "--platform", $"linux/{platform}", pushed]);
            (await Command.OutputAsync("docker", ["run", "--rm", "--platform", $"linux/{platform}", pushed, "uname", "-m"])).Trim().Should().Be(machine);
            await Command.OutputAsync("docker", ["rmi", "-f", pushed]);
        }

        (await Command.OutputAsync("skopeo", ["inspect", "--raw", $"oci-archive:{checkout.PathOf("build/all/openlinux-1.0.0-alpha-oci.tar")}"]))
            .Should().Contain("\"architecture\":\"amd64\"").And.Contain("\"architecture\":\"arm64\"");
    }

    [Fact]
    public async Task The_image_for_all_is_the_same_in_whatever_order_they_are_named()
    {
        await using var checkout = await built.NewCheckoutAsync();
        const string Checksum = "build/all/openlinux-1.0.0-alpha-oci.tar.sha256";
        (await checkout.RunAsync("--target=Oci", "--arch=x86_64,aarch64")).Succeeded();
        var one = checkout.ReadAll(Checksum);

        (await checkout.RunAsync("--target=Oci", "--arch=aarch64,x86_64")).Succeeded();

        checkout.ReadAll(Checksum).Should().Be(one);
    }

    [Fact]
    public async Task A_tag_that_two_images_would_share_is_refused_before_anything_is_built()
    {
        await using var checkout = await built.NewCheckoutAsync();

        (await checkout.RunAsync("--target=Docker", "--arch=all", "--tag=latest")).FailedWith("OL521").Stderr.Should().Contain("--tag='latest-{arch}'");

        Directory.Exists(checkout.PathOf("build")).Should().BeFalse();
    }

    /// <summary>Its headers are not there before: the set-up installs the package, for real.</summary>
    [Fact]
    public async Task A_third_architecture_is_one_file_in_the_configuration()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Write("config/arch/riscv64.toml", Documents.Example("docs/configuration.md", "A new architecture"));

        var result = (await checkout.RunAsync("--target=Docker", "--arch=riscv64", "--setup=auto", "--explain")).Succeeded();

        result.Stderr.Should().NotContain("linux-libc-dev").And.Contain("DockerStart riscv64 /bin/sh -c");
        var machine = await checkout.RunAsync("--target=Run", "--arch=riscv64", "--verbosity=quiet", "--", "uname", "-m");
        machine.Succeeded().Stdout.Should().StartWith("riscv64");

        // Only this test runs such programs: nobody else misses the emulator for a moment.
        await File.WriteAllTextAsync(Emulator, "0", TestContext.Current.CancellationToken);
        try
        {
            (await checkout.RunAsync("--target=Docker", "--arch=riscv64")).Succeeded().All.Should().Contain("was not started");
            (await checkout.RunAsync("--target=Run", "--arch=riscv64", "--", "uname", "-m"))
                .FailedWith("OL210").Stderr.Should().Contain("apt-get install").And.Contain("qemu-user-static");
        }
        finally
        {
            await File.WriteAllTextAsync(Emulator, "1", TestContext.Current.CancellationToken);
        }
    }

    private static Task<string> MachineOfAsync(Checkout checkout, string architecture) =>
        Command.OutputAsync("readelf", ["-h", checkout.PathOf($"build/{architecture}/sysroot/sbin/init")]);
}
