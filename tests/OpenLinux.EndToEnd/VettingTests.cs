using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.EndToEnd;

/// <summary>The policy at work between the compiler and the image.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class VettingTests(BuiltFixture built)
{
    private const string Rootfs = "build/x86_64/openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz";

    [Fact]
    public async Task A_component_that_forgoes_its_protection_is_named_with_its_source_files()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Replace("src/bin/init/recipe.toml", "cflags = [", "cflags = [\"-fno-stack-protector\", \"-U_FORTIFY_SOURCE\", ");

        var refused = (await checkout.RunAsync("--target=Docker", "--arch=x86_64")).FailedWith("OL435");
        var warned = await checkout.RunAsync("--target=Inspect", "--arch=x86_64", "--vetting.stack_protector=warn", "--vetting.fortify=warn");

        refused.Stderr.Should().Contain("/sbin/init (init)").And.Contain("5 of 5 translation units, child.c").And.Contain("[vetting.stack_protector]").And.Contain("OL436");
        (await checkout.ReferencesAsync()).Should().BeEmpty();
        warned.Succeeded().All.Should().Contain("OL436: a program without FORTIFY: /sbin/init (init)");
    }

    [Fact]
    public async Task A_component_that_outgrows_its_budget_is_refused() =>
        (await built.Checkout.RunAsync("--target=Inspect", "--arch=x86_64", "--vetting.budget=init=1000"))
            .FailedWith("OL439").Stderr.Should().Contain("/sbin/init (init)").And.Contain("its budget is 1,000");

    [Fact]
    public async Task A_program_that_knows_this_checkout_is_refused()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Write("src/bin/tell/tell.c", $"#include <stdio.h>\nint main(void) {{ return puts(\"{checkout.Root}/x\") < 0; }}\n");
        checkout.Replace("config/openlinux.toml", "\"init\"]", "\"init\", \"tell\"]");

        var result = await checkout.RunAsync("--target=Inspect", "--arch=x86_64");

        result.FailedWith("OL437").Stderr.Should().Contain("/bin/tell (tell)").And.Contain($"{checkout.Root}/");
    }

    [Fact]
    public async Task A_clone_elsewhere_inspects_nothing_that_another_has()
    {
        await using var checkout = await built.NewCheckoutAsync();

        var result = (await checkout.RunAsync("--target=Inspect", "--arch=x86_64", "--explain")).Succeeded();

        result.All.Should().Contain("cached  Inspect x86_64 rootfs.tar.gz");
    }

    [Fact]
    public async Task A_pattern_that_is_no_regular_expression_is_refused_by_file_and_line()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Replace("config/vetting.toml", "[patterns.secrets]\n", "[patterns.secrets]\nmine = '('\n");

        var result = await checkout.RunAsync("--target=Inspect", "--arch=x86_64", $"--tarball={built.Checkout.PathOf(Rootfs)}");

        result.FailedWith("OL106").Stderr.Should().MatchRegex(@"config/vetting\.toml:\d+: patterns\.secrets\.mine");
    }

    [Fact]
    public async Task Our_tarball_is_as_good_to_those_who_know_nothing_of_it()
    {
        var result = await VetAsync(built.Checkout.PathOf(Rootfs), "--verbosity=verbose");

        result.Succeeded().LineOf("Inspect").Should().Contain("nothing to object to");
        result.All.Should().Contain("/bin/busybox: cannot be told");
    }

    [Fact]
    public async Task Bombs_end_in_little_memory()
    {
        var folder = Directory.CreateTempSubdirectory("openlinux-bombs-").FullName;
        var zeros = Path.Combine(folder, "zeros.tar.gz");
        DeflateBomb.Write(zeros, "zeros", 10L << 30);
        var holes = Path.Combine(folder, "holes.tar.gz");
        await Command.OutputAsync("sh", ["-euc", "truncate -s 10G holes && tar --sparse -czf holes.tar.gz holes"], folder);

        (await VetAsync(zeros, heap: 48 << 20)).FailedWith("OL414").Stderr.Should().Contain("it is a bomb");
        (await VetAsync(holes, heap: 48 << 20)).FailedWith("OL414").Stderr.Should().Contain("it is a bomb");

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task More_paths_than_the_limit_end_in_the_memory_that_it_allows()
    {
        var tarball = Path.Combine(Directory.CreateTempSubdirectory("openlinux-paths-").FullName, "paths.tar.gz");
        PathFlood.Write(tarball, 300_000);

        var result = await VetAsync(tarball, heap: 96 << 20, "--vetting.limits.index_bytes=33554432");

        result.FailedWith("OL414").Stderr.Should().Contain("33554432 bytes of memory");
        Directory.Delete(Path.GetDirectoryName(tarball)!, recursive: true);
    }

    private Task<CommandResult> VetAsync(string tarball, params string[] options) => VetAsync(tarball, heap: 0, options);

    /// <param name="heap">What the process may have for its objects, in bytes; 0 for any amount.</param>
    private Task<CommandResult> VetAsync(string tarball, int heap, params string[] options) => built.Checkout.RunAsync(
        new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = heap == 0 ? null : $"0x{heap:X}" },
        ["--target=Inspect", "--arch=x86_64", $"--tarball={tarball}", .. options]);
}
