using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

[Collection(EndToEndGroup.Name)]
public sealed class IncrementalTests(BuiltFixture built)
{
    /// <summary>New in every test: they share a cache.</summary>
    private readonly string farewell = $"bye {Guid.NewGuid():n}";

    private static readonly string[] Stages = ["Compile", "Sysroot", "Rootfs", "Inspect", "Papers", "DockerImport", "Tag", "Verify"];

    [Fact]
    public async Task The_first_run_ran_and_the_second_does_nothing_but_say_so()
    {
        var second = (await built.Checkout.RunAsync("--target=Docker", "--arch=x86_64")).Succeeded();

        built.FirstBuild.LineOf("Compile").Should().Contain("ran in").And.Contain("first build");
        foreach (var stage in Stages)
        {
            second.LineOf(stage).Should().Contain("cached:");
        }
    }

    [Fact]
    public async Task Touching_a_file_rebuilds_nothing()
    {
        await using var checkout = await BuiltCheckoutAsync();
        File.SetLastWriteTimeUtc(checkout.PathOf("src/bin/hello/hello.c"), DateTime.UtcNow);

        var result = await CompileAsync(checkout);

        result.LineOf("Compile").Should().Contain("cached:");
    }

    [Fact]
    public async Task Changing_a_file_recompiles_that_file_alone_and_says_why()
    {
        await using var checkout = await BuiltCheckoutAsync();
        checkout.Replace("src/bin/hello/hello.c", "hello", farewell);

        var result = await CompileAsync(checkout, "--explain");

        Ran(result).Should().BeEquivalentTo("CcCompile x86_64 src/bin/hello/hello.c", "CcLink x86_64 bin/hello");
        result.Stderr.Should().Contain("src/bin/hello/hello.c changed");
    }

    /// <summary>Of more than 800 compiles; the toolchain is the pinned one.</summary>
    [Fact]
    public async Task Changing_an_option_of_BusyBox_compiles_what_asks_for_it_alone()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Write("config/busybox.config", checkout.ReadAll("config/busybox.config") + "# CONFIG_FEATURE_LS_WIDTH is not set\n");

        var compiles = Ran(await CompileAsync(checkout, "--explain")).Where(step => step.StartsWith("CcCompile", StringComparison.Ordinal)).ToList();

        compiles.Should().Contain("CcCompile x86_64 busybox 1.37.0 src/coreutils/ls.c").And.HaveCountLessThan(50);
        compiles.Should().NotContain(step => step.Contains(" src/scripts/", StringComparison.Ordinal), "no option is told to the programs that read them");
    }

    [Fact]
    public async Task A_miss_names_the_changed_input_without_being_asked()
    {
        await using var checkout = await BuiltCheckoutAsync();
        checkout.Replace("src/bin/hello/hello.c", "hello", farewell);

        (await CompileAsync(checkout)).LineOf("Compile").Should().Contain("src/bin/hello/hello.c changed");
    }

    [Fact]
    public async Task A_comment_in_a_header_recompiles_what_includes_it_and_stops_at_identical_objects()
    {
        await using var checkout = await BuiltCheckoutAsync();
        checkout.Replace("src/lib/greeting/include/greeting.h", "/* What we say. */", "/* What we ever say. */");

        var result = await CompileAsync(checkout, "--explain");

        Ran(result).Should().BeEquivalentTo("CcCompile x86_64 src/bin/hello/hello.c", "CcCompile x86_64 src/lib/greeting/greeting.c");
        result.Stderr.Should().Contain("greeting.h changed");
    }

    [Fact]
    public async Task A_header_that_shadows_another_one_is_noticed()
    {
        await using var checkout = await BuiltCheckoutAsync();
        checkout.Write("src/bin/hello/greeting.h", "#define GREETING \"shadowed\"\n");

        Ran(await CompileAsync(checkout, "--explain")).Should().Contain("CcCompile x86_64 src/bin/hello/hello.c");
    }

    [Fact]
    public async Task Going_back_to_an_earlier_state_finds_its_results()
    {
        await using var checkout = await BuiltCheckoutAsync();
        checkout.Replace("src/bin/hello/hello.c", "hello", farewell);
        await CompileAsync(checkout);
        checkout.Replace("src/bin/hello/hello.c", farewell, "hello");

        (await CompileAsync(checkout)).LineOf("Compile").Should().Contain("cached:");
    }

    [Fact]
    public async Task A_removed_image_is_imported_again_without_compiling()
    {
        await using var checkout = await built.NewCheckoutAsync();
        (await checkout.RunAsync("--target=Docker", "--arch=x86_64")).Succeeded();
        await checkout.RemoveImagesAsync();

        var again = (await checkout.RunAsync("--target=Docker", "--arch=x86_64")).Succeeded();

        again.LineOf("Compile").Should().Contain("cached:");
        again.LineOf("Rootfs").Should().Contain("cached:");
        again.LineOf("DockerImport").Should().Contain("ran in");
        (await checkout.ReferencesAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task An_empty_commit_compiles_nothing_and_adds_its_tag()
    {
        await using var checkout = await built.NewCheckoutAsync();
        (await checkout.RunAsync("--target=Docker", "--arch=x86_64")).Succeeded();
        var before = checkout.ReadAll("build/x86_64/openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz.sha256");
        var first = (await checkout.CommitHashAsync())[..12];
        await checkout.CommitAsync("Nothing");

        var result = (await checkout.RunAsync("--target=Docker", "--arch=x86_64")).Succeeded();

        result.LineOf("Compile").Should().Contain("cached:");
        result.LineOf("Rootfs").Should().Contain("cached:");
        checkout.ReadAll("build/x86_64/openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz.sha256").Should().Be(before);
        var image = $"{checkout.Repository}:1.0.0-alpha-x86_64";
        (await checkout.ReferencesAsync()).Should().BeEquivalentTo(image, $"{image}-{first}", $"{image}-{(await checkout.CommitHashAsync())[..12]}");
    }

    [Fact]
    public async Task A_changed_work_tree_is_tagged_dirty()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Write("src/rootfs/etc/motd", "welcome\n");

        (await checkout.RunAsync("--target=Docker", "--arch=x86_64")).Succeeded();

        (await checkout.ReferencesAsync()).Should().Contain(reference => reference.EndsWith("-dirty", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_cache_runs_every_action_again_with_the_same_result()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Replace("config/openlinux.toml", "\"busybox\", ", "");
        checkout.Replace("config/openlinux.toml", "\"musl\", \"fortify\", ", "");
        checkout.Replace("config/openlinux.toml", "\"init\"", "");
        (await checkout.RunAsync("--target=Sysroot", "--arch=x86_64")).Succeeded();

        var result = (await checkout.RunAsync("--target=Sysroot", "--arch=x86_64", "--no-cache")).Succeeded();

        result.LineOf("Compile").Should().Contain("ran in").And.Contain("--no-cache");
        result.LineOf("Sysroot").Should().Contain("cached:", "the same inputs gave the same files");
    }

    [Fact]
    public async Task The_sysroot_loses_what_no_component_gives_any_more_and_regains_what_was_deleted()
    {
        await using var checkout = await BuiltCheckoutAsync();
        File.Delete(checkout.PathOf("build/x86_64/sysroot/lib/libgreeting.a"));
        checkout.Write("build/x86_64/sysroot/bin/stale", "");

        (await CompileAsync(checkout)).LineOf("Sysroot").Should().Contain("ran in");

        File.Exists(checkout.PathOf("build/x86_64/sysroot/lib/libgreeting.a")).Should().BeTrue();
        File.Exists(checkout.PathOf("build/x86_64/sysroot/bin/stale")).Should().BeFalse();
    }

    private static IEnumerable<string> Ran(CommandResult result) => result.Stderr.Split('\n')
        .Where(line => line.StartsWith("  ran ", StringComparison.Ordinal) && !line.Contains("Compdb", StringComparison.Ordinal))
        .Select(line => line.Trim()[4..].Trim().Split(" (")[0]);

    private static async Task<CommandResult> CompileAsync(Checkout checkout, params string[] arguments) =>
        (await checkout.RunAsync(["--target=Sysroot", "--arch=x86_64", .. arguments])).Succeeded();

    private async Task<Checkout> BuiltCheckoutAsync()
    {
        var checkout = await built.NewCheckoutAsync();
        Samples.AddGreeting(checkout);
        await CompileAsync(checkout);
        return checkout;
    }
}
