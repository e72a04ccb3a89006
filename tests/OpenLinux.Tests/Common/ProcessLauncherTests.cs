using System.Diagnostics;
using System.Globalization;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.Tests.Common;

public sealed class ProcessLauncherTests : IDisposable
{
    private readonly Workshop workshop = new();
    private readonly ProcessLauncher launcher = new();

    [Fact]
    public async Task Arguments_arrive_as_they_are()
    {
        string[] arguments = ["", "two words", "\"quoted\"", "$HOME", "a\nb", "*", "back\\slash"];

        var result = await RunAsync("printf", ["%s|", .. arguments]);

        result.Stdout.Should().Be(string.Concat(arguments.Select(argument => argument + "|")));
    }

    [Fact]
    public async Task A_given_environment_is_the_whole_environment()
    {
        var result = await launcher.RunAsync(
            new ProcessSpec("env", [], workshop.Root, new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["A"] = "b c" }),
            TestContext.Current.CancellationToken);

        result.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().BeEquivalentTo("PATH=/usr/bin:/bin", "A=b c");
    }

    [Fact]
    public async Task Streams_that_fill_both_pipes_do_not_block()
    {
        var result = await RunAsync("sh", ["-c", "i=0; while [ $i -lt 5000 ]; do echo $i-out-out-out-out; echo $i-err-err-err-err >&2; i=$((i+1)); done; exit 7"]);

        result.ExitCode.Should().Be(7);
        result.Stdout.Should().StartWith("0-out").And.EndWith("4999-out-out-out-out\n");
        result.Stderr.Should().StartWith("0-err").And.EndWith("4999-err-err-err-err\n");
    }

    [Fact]
    public async Task Lines_are_told_as_they_come()
    {
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();

        var result = await launcher.RunAsync(
            new ProcessSpec("sh", ["-c", "echo one; echo two >&2; printf three"], workshop.Root, Workshop.PathOnly, lines.Enqueue),
            TestContext.Current.CancellationToken);

        lines.Should().BeEquivalentTo("one", "two", "three");
        result.Stderr.Should().Be("two\n");
    }

    [Fact]
    public async Task A_program_is_given_its_input()
    {
        var input = string.Concat(Enumerable.Repeat("ünïcode\n", 20_000));

        var result = await launcher.RunAsync(
            new ProcessSpec("cat", [], workshop.Root, Workshop.PathOnly, Input: input), TestContext.Current.CancellationToken);

        result.Stdout.Should().Be(input);
    }

    [Fact]
    public async Task A_program_need_not_read_its_input()
    {
        var result = await launcher.RunAsync(
            new ProcessSpec("true", [], workshop.Root, Workshop.PathOnly, Input: new string('x', 1_000_000)), TestContext.Current.CancellationToken);

        result.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_program_that_reads_its_input_finds_it_at_its_end()
    {
        (await RunAsync("cat", [])).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        var run = () => RunAsync("no-such-compiler", []);

        var failure = (await run.Should().ThrowAsync<BuildException>()).Which;
        failure.Code.Should().Be(CommonErrors.ToolMissing);
        failure.Subject.Should().Be("no-such-compiler");
    }

    [Fact]
    public async Task A_file_that_is_no_program_is_named_too()
    {
        var file = Path.Combine(workshop.Root, "garbage");
        await File.WriteAllBytesAsync(file, [0x7f, 1, 2, 3]);
        File.SetUnixFileMode(file, (UnixFileMode)Convert.ToInt32("0755", 8));

        var run = () => RunAsync(file, []);

        (await run.Should().ThrowAsync<BuildException>()).Which.Code.Should().Be(CommonErrors.ToolMissing);
    }

    [Fact]
    public async Task Cancelling_ends_grandchildren_too()
    {
        using var cancellation = new CancellationTokenSource();
        var pidFile = Path.Combine(workshop.Root, "pid");
        var run = launcher.RunAsync(
            new ProcessSpec("sh", ["-c", $"sh -c 'sleep 1000 & echo $! > {pidFile}.new; mv {pidFile}.new {pidFile}; wait'; true"], workshop.Root, Workshop.PathOnly),
            cancellation.Token);
        var grandchild = await PidIn(pidFile);

        await cancellation.CancelAsync();

        await run.Invoking(it => it).Should().ThrowAsync<OperationCanceledException>();
        IsAlive(grandchild).Should().BeFalse();
    }

    public void Dispose() => workshop.Dispose();

    internal static async Task<int> PidIn(string file)
    {
        while (!File.Exists(file))
        {
            await Task.Delay(10);
        }

        return int.Parse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture);
    }

    /// <summary>A zombie has ended: it only waits for its parent to ask how.</summary>
    internal static bool IsAlive(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private Task<ProcessResult> RunAsync(string program, IReadOnlyList<string> arguments) =>
        launcher.RunAsync(
            new ProcessSpec(program, arguments, workshop.Root, Workshop.PathOnly), TestContext.Current.CancellationToken);
}
