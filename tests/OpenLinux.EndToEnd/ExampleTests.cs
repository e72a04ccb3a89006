using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>What lies in examples/ is laid over a checkout, built as it stands there with the toolchain that is configured, and run.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class ExampleTests(BuiltFixture built)
{
    [Theory]
    [InlineData("zlib", "crc", new[] { "123456789" }, "cbf43926\n", "zlib", "crc")]
    [InlineData("dash", "dash", new[] { "-c", "f() { echo $((6 * $1)); }; f 7; echo *.absent" }, "42\n*.absent\n", "dash")]
    public async Task A_release_is_built_and_what_stands_on_it_runs(
        string example, string program, string[] arguments, string said, params string[] components)
    {
        await using var checkout = await LaidOverAsync(example);
        string[] names = ["kernel-headers", "builtins", "musl", .. components];

        (await checkout.RunAsync(["--target=Sysroot", "--arch=x86_64", .. names.Select(name => $"--components={name}")])).Succeeded();

        (await Command.OutputAsync(checkout.PathOf($"build/x86_64/sysroot/bin/{program}"), arguments, checkout.Root)).Should().Be(said);
    }

    [Fact]
    public async Task A_tree_with_a_c_library_of_its_own_is_an_image_that_starts()
    {
        await using var checkout = await LaidOverAsync("own-libc");
        checkout.Write("config/arch/riscv64.toml", Documents.Example("docs/configuration.md", "A new architecture"));

        var result = (await checkout.RunAsync("--target=Docker", "--arch=all", "--explain")).Succeeded();

        result.Stderr.Should().Contain("DockerStart x86_64 /bin/greet started");
        result.All.Should().NotContain("not compiled");
        (await checkout.RunAsync("--target=Run", "--arch=x86_64", "--verbosity=quiet", "--", "a word")).Succeeded().Stdout.Should().Be("a word\n");
        foreach (var (architecture, machine) in new[] { ("x86_64", "X86-64"), ("aarch64", "AArch64"), ("riscv64", "RISC-V") })
        {
            (await Command.OutputAsync("readelf", ["-h", checkout.PathOf($"build/{architecture}/sysroot/bin/greet")])).Should().Contain(machine);
        }
    }

    [Fact]
    public async Task A_program_that_cannot_prove_its_start_is_no_image()
    {
        await using var checkout = await LaidOverAsync("own-libc");

        (await checkout.RunAsync("--target=Docker", "--arch=x86_64", "--image.check=/bin/absent"))
            .FailedWith("OL513").Stderr.Should().Contain("/bin/absent").And.Contain("image.check");
    }

    private async Task<Checkout> LaidOverAsync(string example)
    {
        var checkout = await built.NewCheckoutAsync();
        Tool.Run("cp", ["-R", Path.Combine(RepositoryRoot.Path, "examples", example) + "/.", checkout.Root]);
        return checkout;
    }
}
