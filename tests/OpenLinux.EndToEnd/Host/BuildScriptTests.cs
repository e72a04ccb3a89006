using OpenLinux.Common.Processes;
using OpenLinux.TestKit.Machine;

namespace OpenLinux.EndToEnd.Host;

public sealed class BuildScriptTests : IDisposable
{
    private static readonly Dictionary<string, string> NoVariables = [];

    private readonly TestCheckout checkout = new();

    public static TheoryData<string> Shells => [.. TestCheckout.Shells];

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Arguments_reach_the_host_unchanged_and_its_exit_code_comes_back(string shell)
    {
        string[] arguments = ["--target=Docker", "", "a  b", "it's \"quoted\"", "$HOME `id` \\n", "*", "line\nbreak", "--", "-e", "ü"];

        var result = await checkout.RunAsync(shell, checkout.Root, checkout.Script, NoVariables, arguments);

        result.ExitCode.Should().Be(7, result.Stderr);
        HostSaw(result.Stdout).Arguments.Should().Be(string.Concat(arguments.Select(argument => $"<{argument}>\n")));
        (await checkout.RunAsync(shell, checkout.Root, checkout.Script, NoVariables)).Stdout.Should().NotContain("<");
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Where_the_front_knows_the_answer_nothing_else_starts(string shell)
    {
        checkout.WriteFront("printf '<%s>\\n' \"$@\"");

        var result = await checkout.RunAsync(shell, checkout.Root, checkout.Script, NoVariables, "--target=Docker", "", "a  b");

        result.Should().Be(new ProcessResult(0, $"<{checkout.Root}/.cache/unchanged>\n<--target=Docker>\n<>\n<a  b>\n", ""));
        checkout.SdkCalls.Should().BeEmpty();
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("exit 64")]
    [InlineData("kill -SEGV $$")]
    public async Task Where_the_front_does_not_the_host_is_asked(string script)
    {
        checkout.WriteFront(script);

        var result = await checkout.RunAsync("--target=Docker");

        result.ExitCode.Should().Be(7);
        HostSaw(result.Stdout).Arguments.Should().Be("<--target=Docker>\n");
    }

    [Fact]
    public async Task The_host_is_compiled_once_and_says_so_apart_from_its_output()
    {
        var first = await checkout.RunAsync("--tree");
        var second = await checkout.RunAsync("--tree");

        first.Stderr.Should().Be("Compiling the build host (once for each change of its sources).\n");
        second.Stderr.Should().BeEmpty();
        second.Stdout.Should().Be(first.Stdout);
        checkout.SdkCalls.Should().Equal("restore", "publish");
    }

    [Fact]
    public async Task A_terminal_shows_how_long_it_compiles_and_what_was_compiled_last_and_keeps_none_of_it()
    {
        checkout.MakeSdk("telling");
        checkout.Write(".cache/host.seconds", "42\n");

        var result = await checkout.ShowAsync("./build.sh --tree");

        result.Stdout.Should().MatchRegex("\r\x1b\\[K  \\d s of about 42 s: OpenLinux.Engine\r\x1b\\[K").And.Contain("<--tree>");
        (await File.ReadAllTextAsync(Path.Join(checkout.Root, ".cache/host.seconds"))).Should().MatchRegex(@"^\d+\n$").And.NotBe("42\n");
    }

    [Theory]
    [InlineData("build/Host/Program.cs")]
    [InlineData("build/Host/Tasks/New.cs")]
    [InlineData("build/Host/packages.lock.json")]
    [InlineData("build/Bundled/Cake.Frosting/Cake.Frosting.csproj")]
    [InlineData("build/Bundled/CakeEngine.props")]
    [InlineData("Directory.Build.props")]
    [InlineData("global.json")]
    [InlineData("OpenLinux.slnx")]
    [InlineData("build.sh")]
    public async Task A_change_of_what_the_host_is_made_of_compiles_it_again(string file)
    {
        await checkout.RunAsync();
        var content = File.Exists(Path.Join(checkout.Root, file)) ? await File.ReadAllTextAsync(Path.Join(checkout.Root, file)) : "";
        checkout.Write(file, content + "\n# changed\n");

        await checkout.RunAsync();
        await checkout.RunAsync();

        checkout.SdkCalls.Should().Equal("restore", "publish", "publish");
    }

    [Fact]
    public async Task A_source_that_moves_compiles_it_again_and_moving_it_back_does_not()
    {
        await checkout.RunAsync();
        var (old, moved) = (Path.Join(checkout.Root, "build/Host/Program.cs"), Path.Join(checkout.Root, "build/Host/Main.cs"));
        File.Move(old, moved);
        await checkout.RunAsync();
        File.Move(moved, old);

        await checkout.RunAsync();

        checkout.SdkCalls.Should().Equal("restore", "publish", "publish");
    }

    [Theory]
    [InlineData("build/x86_64/sysroot/usr/include/stdio.h")]
    [InlineData("build/Host/obj/project.assets.json")]
    [InlineData("build/Host/.Program.cs.swp")]
    [InlineData("config/openlinux.toml")]
    public async Task What_the_host_is_not_made_of_does_not_compile_it(string file)
    {
        await checkout.RunAsync();
        checkout.Write(file, "new");

        await checkout.RunAsync();

        checkout.SdkCalls.Should().Equal("restore", "publish");
    }

    [Fact]
    public async Task It_runs_from_anywhere_and_through_links_and_keeps_the_users_folder()
    {
        Directory.CreateDirectory(checkout.Beside("else where"));
        File.CreateSymbolicLink(checkout.Beside("else where/ol"), "../link to build.sh");
        File.CreateSymbolicLink(checkout.Beside("link to build.sh"), checkout.Script);

        var result = await checkout.RunAsync("sh", checkout.Beside("else where"), "./ol", NoVariables, "x");

        result.ExitCode.Should().Be(7, result.Stderr);
        HostSaw(result.Stdout).Should().Be((checkout.Beside("else where"), checkout.Root, "bundled", "<x>\n"));
        (await checkout.RunAsync("sh", checkout.Root, "build.sh", NoVariables)).ExitCode.Should().Be(7);
    }

    [Fact]
    public async Task The_flavour_can_be_named_and_is_then_not_asked_for()
    {
        var variables = new Dictionary<string, string> { ["CakePackages"] = "nuget" };

        var result = await checkout.RunAsync("sh", checkout.Root, checkout.Script, variables);

        HostSaw(result.Stdout).Flavour.Should().Be("nuget");
        checkout.SdkCalls.Should().Equal("publish");
        checkout.LastPublish.Should().Contain("-p:CakePackages=nuget");
        await checkout.RunAsync();
        checkout.CompiledHosts.Should().HaveCount(2, "each flavour is a host of its own");
    }

    [Theory]
    [InlineData("serving", "nuget")]
    [InlineData("patchy", "bundled")]
    public async Task A_registry_is_asked_once_whether_it_serves_the_add_ins(string registry, string flavour)
    {
        checkout.MakeSdk(registry);

        HostSaw((await checkout.RunAsync()).Stdout).Flavour.Should().Be(flavour);

        checkout.LastPublish.Should().Contain($"-p:CakePackages={flavour}");
        checkout.Write("build/Host/Program.cs", "changed");
        HostSaw((await checkout.RunAsync()).Stdout).Flavour.Should().Be(flavour);
        checkout.SdkCalls.Should().Equal("restore", "publish", "publish");
    }

    [Fact]
    public async Task A_change_of_the_pinned_versions_asks_the_registry_again()
    {
        await checkout.RunAsync();
        checkout.Write("Directory.Packages.props", "newer");
        File.SetLastWriteTimeUtc(Path.Join(checkout.Root, "Directory.Packages.props"), DateTime.UtcNow.AddMinutes(1));
        checkout.MakeSdk("serving");

        HostSaw((await checkout.RunAsync()).Stdout).Flavour.Should().Be("nuget");
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_is_asked_again_by_the_next_compile_and_not_before()
    {
        checkout.MakeSdk("silent");
        var first = await checkout.RunAsync();
        var second = await checkout.RunAsync();
        checkout.Mend("silent");
        checkout.MakeSdk("serving");
        checkout.Write("build/Host/Program.cs", "changed");

        var third = await checkout.RunAsync();

        first.Stderr.Should().Contain("did not answer");
        second.Stderr.Should().BeEmpty();
        new[] { first, second, third }.Select(run => HostSaw(run.Stdout).Flavour).Should().Equal("bundled", "bundled", "nuget");
        checkout.SdkCalls.Should().Equal("restore", "publish", "restore", "publish");
    }

    [Fact]
    public async Task A_flavour_that_is_none_is_refused()
    {
        var result = await checkout.RunAsync("sh", checkout.Root, checkout.Script, new Dictionary<string, string> { ["CakePackages"] = "bundeld" });

        result.ExitCode.Should().Be(1);
        result.Stderr.Should().StartWith("OL004: the Cake flavour is neither nuget nor bundled\n  cause: it is 'bundeld'\n").And.Contain("\n  fix:   ");
    }

    [Fact]
    public async Task A_host_that_does_not_compile_shows_the_compilers_message_and_leaves_nothing()
    {
        checkout.MakeSdk("broken");

        var result = await checkout.RunAsync();

        result.ExitCode.Should().Be(1);
        result.Stderr.Should().Contain("error CS1002").And.Contain("OL002: the build host does not compile\n  cause: ");
        Directory.GetFileSystemEntries(Path.Join(checkout.Root, ".cache")).Select(Path.GetFileName)
            .Should().NotContain(["host", "host.lock", "host.scratch"]);
        checkout.Mend("broken");
        (await checkout.RunAsync()).ExitCode.Should().Be(7);
    }

    [Fact]
    public async Task Without_the_ReadyToRun_compiler_the_host_is_compiled_all_the_same()
    {
        checkout.MakeSdk("no-crossgen");

        var result = await checkout.RunAsync();

        result.ExitCode.Should().Be(7);
        result.Stderr.Should().Contain("starts slower");
        checkout.LastPublish.Should().Contain("-p:PublishReadyToRun=false");
    }

    [Fact]
    public async Task Two_first_runs_at_once_compile_one_host()
    {
        checkout.MakeSdk("slow");

        var results = await Task.WhenAll(checkout.RunAsync(), checkout.RunAsync(), checkout.RunAsync());

        results.Should().NotBeEmpty().And.OnlyContain(result => result.ExitCode == 7);
        results.Should().Contain(result => result.Stderr.StartsWith("Waiting for process"));
        checkout.SdkCalls.Should().Equal("restore", "publish");
        File.Exists(Path.Join(checkout.Root, ".cache/host.lock")).Should().BeFalse();
    }

    public static TheoryData<string> Killed =>
        [$"pid:{int.MaxValue}", $"pid:{int.MaxValue}:1", $"pid:{Environment.ProcessId}", $"pid:{Environment.ProcessId}:1"];

    [Theory]
    [MemberData(nameof(Killed))]
    public async Task The_lock_of_a_run_that_was_killed_holds_up_nobody_though_another_process_has_its_number(string owner)
    {
        Directory.CreateDirectory(Path.Join(checkout.Root, ".cache"));
        File.CreateSymbolicLink(Path.Join(checkout.Root, ".cache/host.lock"), owner);

        (await checkout.RunAsync().WaitAsync(TimeSpan.FromSeconds(30))).ExitCode.Should().Be(7);
    }

    [Theory]
    [InlineData("<&-")]
    [InlineData(">&-")]
    [InlineData("2>&-")]
    [InlineData("<&- >&- 2>&-")]
    public async Task A_closed_stream_is_no_other_file_of_the_hosts(string closed)
    {
        var result = await checkout.RunAsync("sh", checkout.Root, checkout.Write("call", $"'{checkout.Script}' {closed}"), NoVariables);

        result.ExitCode.Should().Be(7, "the host has all three");
    }

    [Theory]
    [InlineData("bundled\r\n", "bundled")]
    [InlineData("nuget\r\n", "nuget")]
    [InlineData("nuget\n", "nuget")]
    [InlineData("\0\0\0\0", "bundled")]
    public async Task A_remembered_flavour_may_end_as_lines_do_on_Windows_and_nonsense_is_asked_again(string remembered, string flavour)
    {
        checkout.Write(".cache/cake-packages", remembered);

        HostSaw((await checkout.RunAsync()).Stdout).Flavour.Should().Be(flavour);
    }

    [Fact]
    public async Task The_three_newest_hosts_are_kept()
    {
        for (var i = 0; i < 5; i++)
        {
            checkout.Write("build/Host/Program.cs", $"{i}");
            await checkout.RunAsync();
        }

        checkout.CompiledHosts.Should().HaveCount(3);
        await checkout.RunAsync();
        checkout.SdkCalls.Count(call => call == "publish").Should().Be(5, "the last one is among them");
    }

    [Fact]
    public async Task An_SDK_that_has_gone_is_looked_for_again()
    {
        await checkout.RunAsync();
        File.Move(checkout.Beside("sdk/dotnet"), checkout.Beside("sdk/moved"));
        Directory.CreateDirectory(checkout.Beside("new sdk"));
        File.Move(checkout.Beside("sdk/moved"), checkout.Beside("new sdk/dotnet"));

        var result = await checkout.RunAsync(
            "sh", checkout.Root, checkout.Script, new Dictionary<string, string> { ["PATH"] = "/bin", ["DOTNET_ROOT"] = checkout.Beside("new sdk") });

        result.ExitCode.Should().Be(7, result.Stderr);
    }

    [Fact]
    public async Task An_SDK_that_cannot_be_fetched_says_what_failed_and_what_to_do()
    {
        var path = checkout.PathWithout("echo 'curl: (6) Could not resolve host' >&2; exit 6");

        var result = await checkout.RunAsync("sh", checkout.Root, checkout.Script, new Dictionary<string, string> { ["PATH"] = path });

        result.ExitCode.Should().Be(1);
        result.Stderr.Should().Contain("OL001: the .NET SDK cannot be installed\n  cause: ")
            .And.Contain("curl: (6) Could not resolve host")
            .And.Contain("\n  fix:   check the network, or install the .NET SDK that global.json names");
    }

    [Fact]
    public async Task An_SDK_that_is_missing_is_installed_into_the_checkout_and_used()
    {
        // Microsoft's script, played: it is given global.json and the folder, and puts the SDK there.
        var path = checkout.PathWithout(
            $"""
            while [ "$1" != --output ]; do shift; done
            echo 'while [ "$1" != --jsonfile ]; do shift; done; [ -f "$2" ] && [ "$3" = --install-dir ] && mkdir -p "$4" && cp "{checkout.Beside("sdk/dotnet")}" "$4"' >"$2"
            """);

        var result = await checkout.RunAsync("sh", checkout.Root, checkout.Script, new Dictionary<string, string> { ["PATH"] = path });

        result.ExitCode.Should().Be(7, result.Stderr);
        File.Exists(Path.Join(checkout.Root, ".cache/dotnet/dotnet")).Should().BeTrue();
    }

    public void Dispose() => checkout.Dispose();

    private static (string Folder, string Root, string Flavour, string Arguments) HostSaw(string stdout)
    {
        var lines = stdout.Split('\n', 4);
        return (lines[0], lines[1], lines[2], lines[3]);
    }
}
