using System.Text.Json;
using System.Text.RegularExpressions;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

[Collection(EndToEndGroup.Name)]
public sealed class CommandLineTests(BuiltFixture built)
{
    [Theory]
    [InlineData("OL012", "nearest is Docker", "--target=Dokcer")]
    [InlineData("OL013", "nearest is x86_64", "--target=Compile", "--arch=x86-64")]
    [InlineData("OL013", "nearest is arm64", "compile", "--arch=arm46")]
    [InlineData("OL011", "nearest is --explain", "--explian")]
    [InlineData("OL011", "nearest is --repository", "--repositry=x")]
    [InlineData("OL014", "nearest is build", "--docker-mode=buidl")]
    [InlineData("OL014", "another way to make the image", "--target=DockerBuild", "--docker-mode=import")]
    [InlineData("OL014", "--target=DistClean --shared-cache", "--target=Clean", "--shared-cache")]
    [InlineData("OL014", "nearest is verbose", "--verbosity=verbos")]
    [InlineData("OL014", "--tarball", "--target=Inspect", "--tarball")]
    [InlineData("OL014", "--target=Inspect --tarball=x.tar.gz", "--target=Docker", "--tarball=x.tar.gz")]
    [InlineData("OL014", "--target=Push --push-papers", "--target=Docker", "--push-papers")]
    [InlineData("OL014", "--target=Run --mount=.:/work", "--target=Rootfs", "--mount=.:/work")]
    [InlineData("OL014", "--target=Run -- ls", "--target=Shell", "--", "ls")]
    [InlineData("OL014", "It needs a value", "--target=Inspect", "--tarball=")]
    [InlineData("OL014", "There is no", "--target=Run", "--mount=nowhere:/work")]
    [InlineData("OL014", "A container is of one architecture", "--target=Run", "--arch=all")]
    [InlineData("OL014", "--max-size=5GB", "--target=Cache", "--max-size=much")]
    [InlineData("OL014", "--target=Cache --verify", "--target=Docker", "--verify")]
    [InlineData("OL014", "nearest is images", "--help=image")]
    [InlineData("OL014", "nearest is fish", "--completions=fisch")]
    [InlineData("OL015", "./build.sh run -- ls", "ls")]
    [InlineData("OL015", "./build.sh docker\n", "dokcer")]
    [InlineData("OL014", "Images and Doctor and Diff and Inspect", "docker", "--json")]
    [InlineData("OL014", "It prints one document", "images", "doctor", "--json")]
    [InlineData("OL105", "--epoch", "--target=Fetch", "--epoch=yesterday")]
    [InlineData("OL208", "--setup=ask", "--target=Docker", "--setup=maybe")]
    [InlineData("OL014", "a push needs both", "--target=Push", "--push=localhost:5000")]
    [InlineData("OL610", "a/b c", "--target=Push", "--push=a/b c")]
    public async Task A_mistake_names_the_nearest_right_thing(string code, string hint, params string[] arguments)
    {
        var result = (await built.Checkout.RunAsync(arguments)).FailedWith(code);

        result.Stderr.Should().Contain(hint);
        result.ExitCode.Should().Be(2);
    }

    [Fact]
    public async Task The_tree_shows_what_depends_on_what()
    {
        var tree = (await built.Checkout.RunAsync("--tree")).Succeeded().Stdout;

        tree.Should().Contain("Docker").And.Contain("Compile").And.Contain("Sysroot");
    }

    [Fact]
    public async Task Descriptions_name_every_task() =>
        (await built.Checkout.RunAsync("--description")).Succeeded().Stdout
            .Should().ContainAll("Clean", "DistClean", "Doctor", "Fetch", "Compile", "Sysroot", "Rootfs", "Inspect", "Papers", "DockerImport", "DockerBuild", "DockerLoad", "Tag", "Verify", "Docker", "Run", "Shell", "Images", "Cache", "Test");

    [Fact]
    public async Task A_dry_run_does_nothing()
    {
        await using var checkout = await built.NewCheckoutAsync();

        var result = (await checkout.RunAsync("--target=Docker", "--dryrun")).Succeeded();

        result.Stdout.Should().Contain("Compile");
        Directory.Exists(checkout.PathOf("build")).Should().BeFalse();
    }

    [Fact]
    public async Task A_dry_run_names_what_would_run_and_why_and_leaves_all_as_it_is()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Write("src/bin/init/main.c", checkout.ReadAll("src/bin/init/main.c") + "\nint openlinux_more;\n");
        var before = FolderState.Of(checkout.Root);

        var result = (await checkout.RunAsync("docker", "--arch=x86_64", "--dryrun")).Succeeded();

        result.Stdout.Should().MatchRegex(@"\nCompile +would run 2 of \d+ actions\n")
            .And.Contain("\n  would run: CcCompile x86_64 src/bin/init/main.c: src/bin/init/main.c changed\n")
            .And.Contain("\n  would run: CcLink x86_64 sbin/init: its input obj/main.o would be made\n")
            .And.MatchRegex(@"\nRootfs +would run at least \d+ actions?;")
            .And.MatchRegex(@"\nTag +is known once");
        FolderState.Of(checkout.Root).Should().Equal(before);
    }

    [Fact]
    public async Task A_dry_run_of_what_is_done_finds_nothing_to_run()
    {
        (await built.Checkout.RunAsync("docker", "--arch=x86_64")).Succeeded();

        var result = (await built.Checkout.RunAsync("docker", "--arch=x86_64", "--dryrun")).Succeeded();

        result.Stdout.Should().MatchRegex(@"\nCompile +would run nothing: all \d+ actions are cached\n").And.MatchRegex(@"\nTag +would run nothing: ")
            .And.NotContain("would run:").And.NotContain("at least").And.NotContain("is known once");
    }

    [Theory]
    [InlineData("Clean, Fetch, Compile", "--target=Compile", "--target=Clean")]
    [InlineData("DistClean, Fetch, Compile", "--target=Compile", "--target=DistClean", "--target=Compile")]
    [InlineData("Fetch, Compile, Sysroot", "--target=Sysroot", "--target=Compile")]
    [InlineData("Sysroot, Rootfs", "--target=Rootfs", "--target=Sysroot", "--exclusive")]
    public async Task Several_targets_run_in_one_order_and_each_once(string order, params string[] targets)
    {
        var result = (await built.Checkout.RunAsync([.. targets, "--dryrun"])).Succeeded();

        Regex.Matches(result.Stdout, @"^(\w+) +\S", RegexOptions.Multiline).Select(step => step.Groups[1].Value)
            .Should().Equal(order.Split(", "));
    }

    [Fact]
    public async Task Exclusive_runs_the_target_alone()
    {
        var result = (await built.Checkout.RunAsync("--target=Rootfs", "--arch=x86_64", "--exclusive")).Succeeded();

        result.LineOf("Rootfs").Should().Contain("cached:");
        result.All.Should().NotContain("Sysroot  ");
    }

    [Fact]
    public async Task Verbose_says_which_cake_packages_it_runs_on() =>
        (await built.Checkout.RunAsync("--target=Fetch", "--verbosity=verbose")).Succeeded().Stdout.Should().Contain("Cake packages: ");

    [Fact]
    public async Task Help_fits_on_a_screen_and_names_the_main_options()
    {
        var help = (await built.Checkout.RunAsync("--help")).Succeeded().Stdout;

        help.Should().ContainAll("--target", "--arch", "--docker-mode", "--setup", "--explain", "--no-cache");
        help.TrimEnd().Split('\n').Length.Should().BeLessThanOrEqualTo(40);
        help.Split([' ', ',', '\n']).Where(word => word == "--version").Should().ContainSingle();
    }

    [Fact]
    public async Task A_level_of_verbosity_may_be_its_first_letter() =>
        (await built.Checkout.RunAsync("--target=Fetch", "-v", "D")).Succeeded().Stdout.Should().Contain("Executing custom setup action");

    [Fact]
    public async Task Doctor_shows_what_it_found_and_what_it_wants() =>
        (await built.Checkout.RunAsync("--target=Doctor")).Succeeded().Stdout.Should().ContainAll("clang", "lld", "make", "docker");

    [Fact]
    public async Task Version_without_a_value_is_the_products_and_then_cakes() =>
        (await built.Checkout.RunAsync("--version")).Succeeded().Stdout.Should().MatchRegex(@"^OpenLinux 1\.0\.0-alpha\nCake \d+\.\d+\.\d+\n$");

    [Fact]
    public async Task A_tasks_name_alone_is_that_target()
    {
        (await built.Checkout.RunAsync("fetch")).Succeeded().LineOf("Fetch").Should().NotBeEmpty();
        (await built.Checkout.RunAsync("rootfs", "--arch=amd64", "--exclusive")).Succeeded().LineOf("Rootfs").Should().Contain("x86_64");
    }

    [Fact]
    public async Task The_words_after_run_are_the_containers() =>
        (await built.Checkout.RunAsync("run", "--arch=x86_64", "--", "echo", "docker")).Succeeded().Stdout.Should().EndWith("docker\n");

    [Fact]
    public async Task Help_of_a_topic_tells_its_tasks_options_and_keys() =>
        (await built.Checkout.RunAsync("--help", "images")).Succeeded().Stdout.Should().ContainAll("DockerLoad", "--docker-mode=MODE", "--repository", "docs/images.md");

    [Fact]
    public async Task A_document_is_all_that_standard_output_has()
    {
        using var doctor = JsonDocument.Parse((await built.Checkout.RunAsync("doctor", "--json")).Succeeded().Stdout);
        using var images = JsonDocument.Parse((await built.Checkout.RunAsync("images", "--json")).Succeeded().Stdout);
        using var inspect = JsonDocument.Parse((await built.Checkout.RunAsync("inspect", "--arch=x86_64", "--json", "--explain")).Succeeded().Stdout);

        doctor.RootElement.GetProperty("prerequisites").EnumerateArray().Select(row => row.GetProperty("name").GetString()).Should().Contain("GNU make");
        images.RootElement.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("reference").GetString())
            .Should().Contain($"{built.Checkout.Repository}:1.0.0-alpha-x86_64");
        inspect.RootElement.GetProperty("inspections")[0].GetProperty("passed").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task A_document_of_what_is_amiss_is_there_beside_the_failure()
    {
        var file = Path.Combine(built.Cache, "none.tar.gz");
        await File.WriteAllTextAsync(file, "no tarball");

        var result = (await built.Checkout.RunAsync("inspect", $"--tarball={file}", "--json")).FailedWith("OL403");

        using var document = JsonDocument.Parse(result.Stdout);
        var inspected = document.RootElement.GetProperty("inspections")[0];
        inspected.GetProperty("passed").GetBoolean().Should().BeFalse();
        inspected.GetProperty("findings")[0].GetProperty("code").GetString().Should().Be("OL403");
    }

    [Fact]
    public async Task The_users_NuGet_configuration_is_not_read()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Write(".cache/home/.nuget/NuGet/NuGet.Config", "no XML");
        var home = new Dictionary<string, string?> { ["HOME"] = checkout.PathOf(".cache/home") };

        (await checkout.RunAsync(home, "--target=Fetch")).Succeeded().Stderr.Should().BeEmpty();
    }

    [Fact]
    public async Task A_quiet_run_with_nothing_to_say_prints_nothing()
    {
        var result = (await built.Checkout.RunAsync("--target=Rootfs", "--arch=x86_64", "--verbosity=quiet")).Succeeded();

        result.All.Should().BeEmpty();
    }

    [Fact]
    public async Task DistClean_leaves_the_shared_cache_alone_unless_it_is_named()
    {
        var cache = Directory.CreateTempSubdirectory("openlinux-cache-").FullName;
        await using var checkout = await Checkout.CreateAsync(cache);
        await File.WriteAllTextAsync(Path.Combine(cache, "entry"), "of another checkout");
        checkout.Write("build/x86_64/sysroot/lib/libc.a", "an output");

        var kept = (await checkout.RunAsync("--target=DistClean")).Succeeded();

        kept.Stderr.Should().Contain($"{cache} stays").And.Contain("--shared-cache");
        Directory.Exists(checkout.PathOf("build/x86_64")).Should().BeFalse();
        Directory.Exists(checkout.PathOf(".cache")).Should().BeFalse();
        Directory.EnumerateFileSystemEntries(cache).Should().NotBeEmpty();

        (await checkout.RunAsync("--target=DistClean", "--shared-cache")).Succeeded();

        Directory.Exists(cache).Should().BeFalse();
    }

    [Fact]
    public async Task Clean_removes_the_outputs_and_the_cache_brings_them_back()
    {
        await using var checkout = await built.NewCheckoutAsync();
        (await checkout.RunAsync("--target=Rootfs", "--arch=x86_64")).Succeeded();
        (await checkout.RunAsync("--target=Clean", "--arch=x86_64")).Succeeded();
        Directory.Exists(checkout.PathOf("build/x86_64")).Should().BeFalse();

        var again = (await checkout.RunAsync("--target=Rootfs", "--arch=x86_64")).Succeeded();

        again.LineOf("Compile").Should().Contain("cached:");
        File.Exists(checkout.PathOf("build/x86_64/openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz")).Should().BeTrue();
    }
}
