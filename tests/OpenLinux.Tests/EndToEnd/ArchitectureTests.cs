using OpenLinux.Tests.EndToEnd.Support;

namespace OpenLinux.Tests.EndToEnd;

[Collection(EndToEndGroup.Name)]
public sealed class ArchitectureTests(BuiltFixture built)
{
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

    /// <summary>Its headers are not there before: the set-up installs the package, for real.</summary>
    [Fact]
    public async Task A_third_architecture_is_one_file_in_the_configuration()
    {
        await using var checkout = await built.NewCheckoutAsync();
        await Command.RunAsync("apt-get", ["purge", "-y", "-q", "linux-libc-dev-riscv64-cross"], "/");
        checkout.Write(
            "config/arch/riscv64.toml",
            """
            triple = "riscv64-linux-musl"
            platform = "linux/riscv64"
            elf_class = 64
            elf_machine = 243 # EM_RISCV
            qemu = "qemu-riscv64"
            cflags = ["-march=rv64gc", "-mabi=lp64d", "-mno-relax"]

            """);

        var result = (await checkout.RunAsync("--target=Docker", "--arch=riscv64", "--setup=auto")).Succeeded();

        result.Stdout.Should().Contain("linux-libc-dev-riscv64-cross").And.Contain("DockerStart riscv64 /bin/sh -c");
        var machine = await checkout.RunAsync("--target=Run", "--arch=riscv64", "--verbosity=quiet", "--", "uname", "-m");
        machine.Succeeded().Stdout.Should().StartWith("riscv64");
    }

    private static Task<string> MachineOfAsync(Checkout checkout, string architecture) =>
        Command.OutputAsync("readelf", ["-h", checkout.PathOf($"build/{architecture}/sysroot/sbin/init")]);
}
