using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd.Host;

/// <summary>Where the host's words go is the caller's affair: nothing of it may look like a fault of the build.</summary>
public sealed class StandardStreamTests
{
    [Theory]
    [InlineData("--help >/dev/full")]
    [InlineData("--tree >/dev/full")]
    [InlineData("--description >/dev/full")]
    public async Task A_full_standard_output_is_told_at_the_end(string call)
    {
        var result = await RunAsync(call);

        result.ExitCode.Should().Be(1);
        result.Stderr.Should().StartWith("Error: OL906: ").And.Contain("cause: No space left on device").And.Contain("is whole")
            .And.NotContain("   at ");
    }

    [Theory]
    [InlineData("--target=Nope 2>/dev/full", 2)]
    [InlineData("--target=Nope 2>&-", 2)]
    [InlineData("--target=Nope >/dev/full 2>/dev/full", 2)]
    [InlineData("--tree 2>/dev/full", 0)]
    [InlineData("--tree >/dev/full 2>/dev/full", 1)]
    [InlineData("--tree >/dev/full 2>&-", 1)]
    public async Task Where_nobody_can_be_told_the_exit_code_still_tells(string call, int exitCode) =>
        (await RunAsync(call)).ExitCode.Should().Be(exitCode);

    [Theory]
    [InlineData("--help")]
    [InlineData("--tree")]
    public async Task A_reader_that_has_seen_enough_is_no_failure(string argument)
    {
        var result = await RunAsync($"{argument} | (exec <&-; true)", "set -o pipefail");

        result.ExitCode.Should().Be(0);
        result.Stderr.Should().BeEmpty();
    }

    [Theory]
    [InlineData(255)]
    [InlineData(128)]
    [InlineData(64)]
    public async Task Too_few_files_are_told_before_anything_is_done(int files)
    {
        var result = await RunAsync("--tree", $"ulimit -n {files}");

        result.ExitCode.Should().Be(1);
        result.Stderr.Should().StartWith("Error: OL905: too many open files").And.Contain($"{files} open at a time").And.Contain("ulimit -n 1024");
    }

    [Fact]
    public async Task Few_files_that_may_become_more_are_enough() =>
        (await RunAsync("--tree", "ulimit -Sn 64")).Succeeded();

    /// <param name="call">Arguments and redirections, as a shell has them.</param>
    private static Task<CommandResult> RunAsync(string call, string before = "true") => Command.RunAsync(
        "bash",
        ["-c", $"{before}; \"$0\" \"$1\" {call}", HostUnderTest.Dotnet, HostUnderTest.Assembly],
        HostUnderTest.Checkout,
        new Dictionary<string, string?> { ["OPENLINUX_ROOT"] = HostUnderTest.Checkout });
}
