using OpenLinux.Common.Processes;
using OpenLinux.TestKit.Machine;

namespace OpenLinux.EndToEnd.Host;

/// <summary>build.ps1 as it runs on Linux; what it has in common with build.sh is the host that it runs, and what it says.</summary>
public sealed class PowerShellScriptTests : IDisposable
{
    private static readonly Dictionary<string, string> NoVariables = [];

    private readonly TestCheckout checkout = new();

    [Fact]
    public async Task Arguments_reach_the_host_unchanged_and_its_exit_code_comes_back()
    {
        string[] arguments = ["--target=Docker", "", "a  b", "it's \"quoted\"", "$HOME `id` \\n", "*", "--arch=a,b", "--", "-e", "--", "ü"];

        var result = await checkout.RunPowerShellAsync(NoVariables, arguments);

        result.ExitCode.Should().Be(7, result.Stderr);
        result.Stdout.Should().Be(
            $"{checkout.Root}\n{checkout.Root}\nbundled\n{string.Concat(arguments.Select(argument => $"<{argument}>\n"))}");
    }

    [Theory]
    [InlineData("./build.ps1 --target=Run -- ls", "--target=Run|--|ls")]
    [InlineData("./build.ps1 --target=Run --arch=a,b -- ls -l -- 'b  c' d,e", "--target=Run|--arch=a,b|--|ls|-l|--|b  c|d,e")]
    [InlineData("./build.ps1 -t Run --", "-t|Run|--")]
    [InlineData("& (Join-Path . build.ps1) -t Run -- ls", "-t|Run|--|ls")]
    [InlineData("$more = '--explain', '--no-cache'; ./build.ps1 @more -- ls", "--explain|--no-cache|--|ls")]
    [InlineData("$command = 'ls', '-l'; ./build.ps1 -t Run -- @command", "-t|Run|--|ls|-l")]
    [InlineData("./build.ps1 --target=Run '--' ls", "--target=Run|--|ls")]
    [InlineData("./build.ps1 docker --arch=arm64,x86_64", "docker|--arch=arm64,x86_64")]
    [InlineData("./build.ps1 run -- ls -l", "run|--|ls|-l")]
    [InlineData("./build.ps1 --tree", "--tree")]
    [InlineData("./build.ps1", "")]
    public async Task What_is_typed_at_the_prompt_is_what_the_host_gets(string line, string arguments)
    {
        var result = await checkout.TypeAsync(line);

        result.Stdout.Split('\n')[3..^1].Should().Equal(
            arguments.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(argument => $"<{argument}>"), result.Stderr);
    }

    [Fact]
    public async Task The_host_is_compiled_once_for_each_change_of_its_sources()
    {
        (await RunAsync()).Stderr.Should().Be("Compiling the build host (once for each change of its sources).\n");
        (await RunAsync()).Stderr.Should().BeEmpty();
        checkout.Write("build/Bundled/Cake.Frosting/New.cs", "new");
        await RunAsync();

        checkout.SdkCalls.Should().Equal("restore", "publish", "publish");
    }

    [Fact]
    public async Task A_terminal_shows_what_was_compiled_last_and_keeps_none_of_it()
    {
        checkout.MakeSdk("telling");
        checkout.Write(".cache/host.seconds", "42\n");
        var words = string.Join(' ', new[] { PowerShell.Dotnet }.Concat(PowerShell.Arguments).Append("-File").Append(checkout.PowerShellScript).Select(word => $"'{word}'"));

        var result = await checkout.ShowAsync(words);

        result.Stdout.Should().Contain("\r  0 s of about 42 s: OpenLinux.Engine ").And.Contain("\r" + new string(' ', 59) + "\r");
        (await File.ReadAllTextAsync(Path.Join(checkout.Root, ".cache/host.seconds"))).Should().MatchRegex(@"^\d+\n$").And.NotBe("42\n");
    }

    [Fact]
    public async Task Both_scripts_remember_the_flavour_for_each_other_whatever_ends_its_line()
    {
        await RunAsync();
        (await File.ReadAllTextAsync(Path.Join(checkout.Root, ".cache/cake-packages"))).Should().Be("bundled\n");
        (await checkout.RunAsync()).ExitCode.Should().Be(7);
        checkout.Write(".cache/cake-packages", "nuget\r\n");

        (await RunAsync()).Stdout.Should().Contain("\nnuget\n");

        checkout.SdkCalls.Should().Equal("restore", "publish", "publish", "publish");
    }

    [Fact]
    public async Task A_runtime_that_has_gone_is_looked_for_again()
    {
        await RunAsync();
        File.Move(checkout.Beside("sdk/dotnet"), checkout.Beside("moved"));
        Directory.CreateDirectory(checkout.Beside("new sdk"));
        File.Move(checkout.Beside("moved"), checkout.Beside("new sdk/dotnet"));

        var result = await RunAsync(("PATH", "/bin"), ("DOTNET_ROOT", checkout.Beside("new sdk")));

        result.ExitCode.Should().Be(7, result.Stderr);
    }

    [Fact]
    public async Task Without_the_ReadyToRun_compiler_the_host_is_compiled_all_the_same()
    {
        checkout.MakeSdk("no-crossgen");

        (await RunAsync()).ExitCode.Should().Be(7);
        checkout.LastPublish.Should().Contain("-p:PublishReadyToRun=false");
    }

    [Fact]
    public async Task OL001_an_SDK_that_cannot_be_fetched()
    {
        var path = checkout.PathWithout("exit 6");

        var result = await RunAsync(("PATH", path), ("https_proxy", "http://127.0.0.1:9"));

        Failed(result, "OL001: the .NET SDK cannot be installed\n  cause: ", "check the network, or install the .NET SDK that global.json names");
    }

    [Fact]
    public async Task OL002_a_host_that_does_not_compile()
    {
        checkout.MakeSdk("broken");

        Failed(await RunAsync(), "OL002: the build host does not compile\n  cause: ", "error CS1002");

        checkout.Mend("broken");
        (await RunAsync()).ExitCode.Should().Be(7);
    }

    [Fact]
    public async Task OL004_a_flavour_that_is_none() =>
        Failed(await RunAsync(("CakePackages", "bundeld")), "OL004: the Cake flavour is neither nuget nor bundled\n  cause: it is 'bundeld'\n", "unset CakePackages");

    /// <summary>What stands there cannot be opened, and is not held either: to wait for it would be to wait for ever.</summary>
    [Theory]
    [InlineData(".cache")]
    [InlineData(".cache/host.ps1.lock/folder")]
    public async Task OL005_a_cache_folder_that_cannot_be_written(string obstacle)
    {
        checkout.Write(obstacle, "");

        Failed(await RunAsync().WaitAsync(TimeSpan.FromSeconds(60)), "OL005: the checkout's cache folder cannot be written: ", "run as its owner");
    }

    public void Dispose() => checkout.Dispose();

    private Task<ProcessResult> RunAsync(params (string Name, string Value)[] variables) =>
        checkout.RunPowerShellAsync(variables.ToDictionary(variable => variable.Name, variable => variable.Value));

    private static void Failed(ProcessResult result, string start, string more)
    {
        result.ExitCode.Should().Be(1, result.Stdout);
        result.Stderr.Should().Contain(start).And.Contain(more).And.Contain("\n  fix:   ");
        result.Stdout.Should().NotContain("At line:");
    }
}
