using System.Text;
using System.Text.Json;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Host;

namespace OpenLinux.EndToEnd;

/// <summary>What a run shows while it goes on, on a real terminal (script(1) opens one) and elsewhere.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class ProgressTests(BuiltFixture built)
{
    private const string Compile = "--target=Compile --arch=x86_64 --components=slow";

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public async Task A_terminal_shows_what_runs_and_keeps_what_came_of_it(int columns)
    {
        await using var checkout = await SlowAsync("sleep 2");

        var (exitCode, drawn) = await AtTerminalAsync(checkout, columns, Compile);

        exitCode.Should().Be(0, drawn);
        drawn.Should().EndWith("\e[?1l\e>", "keys send what they sent before").And.Contain("Compile: ").And.Contain("UpstreamBuild x86_64 slow 1").And.Contain("\e[J");
        var lines = Shown(drawn, columns);
        lines.Should().NotBeEmpty().And.OnlyContain(line => !line.StartsWith("Compile: ", StringComparison.Ordinal), "the block gave way");
        lines[^1].Should().Be("Next    ./build.sh --target=Docker");
        if (columns == 200)
        {
            drawn.Should().Contain("checking one thing", "it is the last line that the step said");
        }
    }

    [Fact]
    public async Task A_failure_tells_what_failed_then_what_was_done_and_that_step_alone_is_repeated()
    {
        await using var checkout = await SlowAsync("echo broken >&2; exit 3");
        string[] compile = Compile.Split(' ');

        var failed = (await checkout.RunAsync(compile)).FailedWith("OL301");
        failed.Stderr.Should().MatchRegex(@"(?s)^.*Error: OL301.*broken.*\nCompile +failed after ");
        failed.Stdout.Should().BeEmpty();

        var repeated = (await checkout.RunAsync("--repeat")).FailedWith("OL301");
        repeated.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().BeEquivalentTo(["checking one thing", "broken"], "both streams, as they come");

        checkout.Write("src/lib/slow/build.sh", "set -eu\nmkdir -p out/lib\ntouch out/lib/slow\n");
        (await checkout.RunAsync(compile)).Succeeded();
        (await checkout.RunAsync("--repeat")).FailedWith("OL022");
    }

    [Fact]
    public async Task Events_are_lines_of_json_and_nothing_else_is_said()
    {
        await using var checkout = await SlowAsync("true");

        var result = (await checkout.RunAsync([.. Compile.Split(' '), "--progress=json"])).Succeeded();

        result.Stderr.Should().BeEmpty();
        var events = result.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        events.Select(one => one.GetProperty("event").GetString()).Should().Contain(["task_began", "action_began", "action_said", "action_ended", "task_ended", "run_ended"]);
        events[^1].GetProperty("ran").GetInt32().Should().BePositive();
        events.Should().Contain(one => one.GetProperty("event").GetString() == "action_said" && one.GetProperty("line").GetString() == "checking one thing");
    }

    [Fact]
    public async Task A_log_has_no_escape_sequences_and_quiet_has_nothing()
    {
        await using var checkout = await SlowAsync("sleep 1");

        var quiet = (await checkout.RunAsync([.. Compile.Split(' '), "--verbosity=quiet"])).Succeeded();
        var again = (await checkout.RunAsync([.. Compile.Split(' '), "--no-cache"])).Succeeded();

        quiet.All.Should().BeEmpty();
        again.All.Should().NotContain("\e").And.Contain("Compile      ran in ");
    }

    private async Task<Checkout> SlowAsync(string script)
    {
        var checkout = await built.NewCheckoutAsync();
        Samples.AddSlowLibrary(checkout, seconds: 0);
        checkout.Write("src/lib/slow/build.sh", $"set -eu\necho checking one thing\n{script}\nmkdir -p out/lib\ntouch out/lib/slow\n");
        return checkout;
    }

    /// <summary>As a person runs it, who has no CI in the environment.</summary>
    private async Task<(int ExitCode, string Drawn)> AtTerminalAsync(Checkout checkout, int columns, string arguments)
    {
        var host = $"stty cols {columns}; exec env -u CI TERM=xterm {HostUnderTest.Dotnet} {HostUnderTest.Assembly} {arguments} --cache-dir={built.Cache}";
        var result = await Command.RunAsync(
            "script", ["-qec", host, "/dev/null"], checkout.Root, new Dictionary<string, string?> { ["OPENLINUX_ROOT"] = checkout.Root, ["OPENLINUX_SOURCES"] = Samples.SourcesOf(checkout) });
        return (result.ExitCode, result.Stdout);
    }

    private static string[] Shown(string drawn, int columns)
    {
        var screen = new ScreenStream(columns);
        screen.Write(Encoding.UTF8.GetBytes(drawn));
        return screen.Text.Split('\n');
    }
}
