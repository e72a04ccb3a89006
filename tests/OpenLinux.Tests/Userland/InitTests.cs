using System.Globalization;
using OpenLinux.TestKit.Userland;

namespace OpenLinux.Tests.Userland;

public sealed class InitTests(InitProgram init) : IClassFixture<InitProgram>
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PlainFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Says "ready" and waits in short steps: a shell runs a trap between two commands.</summary>
    private const string SayReadyAndWait = "echo ready; while :; do sleep 0.02; done";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(255)]
    public async Task The_exit_code_is_that_of_the_command(int code)
    {
        var result = await RunAsync("sh", "-c", $"exit {code}");

        result.ExitCode.Should().Be(code);
    }

    [Theory]
    [InlineData("KILL", 137)]
    [InlineData("SEGV", 139)]
    [InlineData("TERM", 143)]
    public async Task A_command_killed_by_a_signal_gives_128_and_the_signal(string signal, int code)
    {
        var result = await RunAsync("sh", "-c", $"kill -s {signal} $$");

        result.ExitCode.Should().Be(code);
    }

    [Fact]
    public async Task Arguments_reach_the_command_as_they_are()
    {
        var result = await RunAsync("printf", "[%s]", "two words", "", "$HOME", "*");

        result.Stdout.Should().Be("[two words][][$HOME][*]");
    }

    [Fact]
    public async Task A_command_that_is_nowhere_on_PATH_gives_127_and_names_it_and_the_PATH()
    {
        var result = await RunningProgram.RunAsync("env", "PATH=/nowhere", init.Path, "frobnicate");

        result.ExitCode.Should().Be(127);
        result.Stderr.Should().Be("init: frobnicate: not found on PATH (/nowhere)\n");
    }

    [Fact]
    public async Task A_path_that_does_not_exist_gives_127()
    {
        var result = await RunAsync("/nowhere/tool");

        result.ExitCode.Should().Be(127);
        result.Stderr.Should().Be("init: /nowhere/tool: no such file\n");
    }

    [Fact]
    public async Task A_file_without_the_executable_bit_gives_126_and_its_mode()
    {
        var path = init.File("plain", "#!/bin/sh\n", PlainFile);

        var result = await RunAsync(path);

        result.ExitCode.Should().Be(126);
        result.Stderr.Should().Be($"init: {path}: not executable (mode 0600)\n");
    }

    [Fact]
    public async Task A_file_on_PATH_without_the_executable_bit_is_told_from_one_that_is_not_there()
    {
        var path = init.File("half-installed", "#!/bin/sh\n", PlainFile);

        var result = await RunningProgram.RunAsync("env", "PATH=" + Path.GetDirectoryName(path), init.Path, "half-installed");

        result.ExitCode.Should().Be(126);
        result.Stderr.Should().Contain(path).And.Contain("not executable");
    }

    [Fact]
    public async Task A_program_further_down_PATH_wins_over_a_file_that_cannot_run()
    {
        var shadow = init.File("true", "", PlainFile);

        var result = await RunningProgram.RunAsync("env", $"PATH={Path.GetDirectoryName(shadow)}:/usr/bin:/bin", init.Path, "true");

        result.ExitCode.Should().Be(0, "{0}", result.Stderr);
    }

    [Fact]
    public async Task A_directory_gives_126()
    {
        var result = await RunAsync("/etc");

        result.ExitCode.Should().Be(126);
        result.Stderr.Should().Contain("is a directory");
    }

    [Fact]
    public async Task A_script_whose_interpreter_is_missing_gives_126_and_says_so()
    {
        var result = await RunAsync(init.File("orphaned-script", "#!/nowhere/shell\n", Executable));

        result.ExitCode.Should().Be(126);
        result.Stderr.Should().Contain("the interpreter on its first line");
    }

    [Fact]
    public async Task A_file_of_another_format_gives_126_and_says_so()
    {
        var result = await RunAsync(init.File("text", "just words", Executable));

        result.ExitCode.Should().Be(126);
        result.Stderr.Should().Contain("not a program for this machine");
    }

    [Fact]
    public async Task Without_PATH_the_command_gets_the_usual_one()
    {
        var result = await RunningProgram.RunAsync("env", "-i", init.Path, "printenv", "PATH");

        result.Stdout.Should().Be("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n");
    }

    [Fact]
    public async Task Without_a_command_it_runs_the_start_script_and_where_there_is_none_a_shell()
    {
        init.File("rc", "exit 8\n", PlainFile);
        var script = await RunAsync();
        File.Delete(init.StartScript);
        await using var shell = RunningProgram.Start(init.Path);
        await shell.WriteAsync("exit 5\n");

        script.ExitCode.Should().Be(8, "{0}", script.Stderr);
        (await shell.EndAsync()).ExitCode.Should().Be(5);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    [InlineData("USR1")]
    [InlineData("USR2")]
    [InlineData("WINCH")]
    public async Task A_signal_sent_to_init_reaches_the_command(string signal)
    {
        // A shell sets no trap for what was ignored when it began, as INT and QUIT are for a test run in the background of a script (sh(1posix)).
        await using var running = RunningProgram.Start("env", "--default-signal", init.Path, "sh", "-c", $"trap 'exit 42' {signal}; {SayReadyAndWait}");
        await running.ReadLineAsync();

        await running.SignalAsync(signal);

        (await running.EndAsync()).ExitCode.Should().Be(42);
    }

    [Fact]
    public async Task A_signal_reaches_the_whole_process_group()
    {
        await using var running = RunningProgram.Start(init.Path, "sh", "-c", "sleep 1000 & echo $!; trap : TERM; wait; wait; exit 9");
        var sleeper = await ReadIdAsync(running);

        await running.SignalAsync("TERM");

        (await running.EndAsync()).ExitCode.Should().Be(9, "the shell waits for the sleeper, which the signal ended");
        ProcessTable.StateOf(sleeper).Should().BeNull();
    }

    [Fact]
    public async Task The_command_starts_with_no_signal_blocked()
    {
        var result = await RunAsync("grep", "SigBlk", "/proc/self/status");

        result.Stdout.Should().Be("SigBlk:\t0000000000000000\n");
    }

    [Fact]
    public async Task A_stopped_command_stops_init_as_well_and_both_go_on_together()
    {
        await using var running = RunningProgram.Start(init.Path, "sh", "-c", "echo $$; read line; exit 6");
        var command = await ReadIdAsync(running);

        await running.SignalAsync("TSTP");
        await ProcessTable.UntilAsync(() => ProcessTable.StateOf(command) == 'T', "the command stops");
        await ProcessTable.UntilAsync(() => ProcessTable.StateOf(running.Id) == 'T', "init stops");
        await running.SignalAsync("CONT");

        (await running.EndAsync()).ExitCode.Should().Be(6);
    }

    [Fact]
    public async Task Orphans_become_children_of_init_and_are_reaped()
    {
        await using var running = RunningProgram.Start(init.Path, "sh", "-c", "(sleep 1000 & echo $!); read line; exit 6");
        var orphan = await ReadIdAsync(running);
        await ProcessTable.UntilAsync(() => ProcessTable.ParentOf(orphan) == running.Id, "init adopts the orphan");

        await RunningProgram.SignalAsync("KILL", orphan);

        await ProcessTable.UntilAsync(() => ProcessTable.StateOf(orphan) is null, "no zombie stays");
        (await running.EndAsync()).ExitCode.Should().Be(6, "the command lives on");
    }

    [Fact]
    public async Task Children_are_reaped_where_init_was_started_with_SIGCHLD_ignored()
    {
        var result = await RunningProgram.RunAsync("env", "--ignore-signal=CHLD", init.Path, "sh", "-c", "exit 3");

        result.ExitCode.Should().Be(3);
    }

    [Fact]
    public async Task As_PID_1_it_passes_on_signals_and_ends_with_its_command()
    {
        var script = $"echo $PPID; trap 'exit 21' TERM; kill -s TERM 1; {SayReadyAndWait}";

        var result = await RunningProgram.RunAsync("unshare", [.. NewProcessNamespace, init.Path, "sh", "-c", script]);

        result.ExitCode.Should().Be(21, "{0}", result.Stderr);
        result.Stdout.Should().StartWith("1\n");
    }

    [Fact]
    public async Task The_command_holds_the_terminal()
    {
        // Fields 5 and 8 of proc_pid_stat(5): its process group, and the one in the terminal's foreground.
        var result = await RunInTerminalAsync(init.Path, "cut", "-d", "' '", "-f", "5,8", "/proc/self/stat");

        var groups = result.Stdout.Trim().Split(' ');
        groups.Should().HaveCount(2);
        groups[0].Should().Be(groups[1]);
    }

    [Fact]
    public async Task As_PID_1_it_lets_nobody_lose_the_terminal_to_Ctrl_Z()
    {
        var command = string.Join(' ', ["unshare", .. NewProcessNamespace, init.Path, "sh", "-c", "'echo ready; read line; echo got $line; exit 0'"]);
        await using var terminal = RunningProgram.Start("script", "-qec", command, "/dev/null");
        (await terminal.ReadLineAsync()).Should().Be("ready");

        await terminal.WriteAsync("\x1a");
        await terminal.WriteAsync("on\n");

        (await terminal.EndAsync()).Stdout.Should().Contain("got on");
    }

    private static string[] NewProcessNamespace =>
        Environment.IsPrivilegedProcess ? ["--fork", "--pid"] : ["--map-root-user", "--fork", "--pid"];

    private static Task<(int ExitCode, string Stdout, string Stderr)> RunInTerminalAsync(params string[] command) =>
        RunningProgram.RunAsync("script", "-qec", string.Join(' ', command), "/dev/null");

    private static async Task<int> ReadIdAsync(RunningProgram running) =>
        int.Parse(await running.ReadLineAsync(), CultureInfo.InvariantCulture);

    private Task<(int ExitCode, string Stdout, string Stderr)> RunAsync(params string[] arguments) =>
        RunningProgram.RunAsync(init.Path, arguments);
}
