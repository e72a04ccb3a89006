using System.Globalization;
using System.Net.Sockets;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Machine;
using OpenLinux.Machine.Daemon;
using OpenLinux.TestKit;

namespace OpenLinux.EndToEnd.Machine;

/// <summary>A real dockerd, with a socket, data and network of its own: none.</summary>
public sealed class DaemonLauncherTests : IAsyncDisposable
{
    private static readonly string[] Isolated = ["--bridge=none", "--iptables=false", "--ip6tables=false"];

    private readonly TestFolder folder = new();
    private readonly RecordingReporter reporter = new();

    [Fact]
    public async Task A_daemon_is_started_detached_and_a_second_call_starts_no_other()
    {
        var options = Options with { Arguments = Isolated };

        // A daemon without a bridge removes docker0, which other daemons use: not in a network namespace of its own.
        folder.WriteProgram("bin/dockerd", $"exec unshare --net '{MachineFacts.Current.FindProgram("dockerd")}' \"$@\"");

        // What a killed daemon leaves, with a number that another process has meanwhile.
        folder.Write("run/dockerd.pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

        await LauncherOf(options).StartAsync(default);

        PingVersion(options).Should().BeGreaterThanOrEqualTo(new Version(20, 10));
        var first = ProcessIdIn(options);
        SessionOf(first).Should().Be(first);

        await Task.WhenAll(LauncherOf(options).StartAsync(default), LauncherOf(options).StartAsync(default));

        ProcessIdIn(options).Should().Be(first);
        reporter.Messages.Should().ContainSingle().Which.Should().Contain(options.DataRoot).And.Contain(options.LogFile);
    }

    [Fact]
    public async Task A_machine_that_refuses_the_network_gets_a_daemon_without_one()
    {
        var dockerd = MachineFacts.Current.FindProgram("dockerd");
        folder.WriteProgram(
            "bin/dockerd",
            $"""
            for argument; do if [ "$argument" = --bridge=none ]; then exec unshare --net '{dockerd}' "$@"; fi; done
            echo 'failed to start daemon: Error initializing network controller: iptables: not permitted' >&2
            exit 1
            """);

        await LauncherOf(Options).StartAsync(default);

        PingVersion(Options).Should().NotBeNull();
        reporter.Warnings.Should().ContainSingle().Which.Should().Contain("without");
    }

    [Fact]
    public async Task A_daemon_that_ends_shows_its_last_words()
    {
        folder.WriteProgram("bin/dockerd", "echo 'failed to start daemon: the disk is on fire' >&2; exit 1");

        var failure = await FailureOf(Options);

        failure.Code.Should().Be(MachineErrors.DaemonDidNotStart);
        failure.Cause.Should().Contain("the disk is on fire");
        failure.Fix.Should().Contain(Options.LogFile);
    }

    [Fact]
    public async Task A_daemon_that_never_answers_is_given_up()
    {
        folder.WriteProgram("bin/dockerd", "echo thinking >&2; exec sleep 5");

        var failure = await FailureOf(Options with { Patience = TimeSpan.FromMilliseconds(300) });

        failure.Cause.Should().Contain("did not answer").And.Contain("thinking");
    }

    [Fact]
    public async Task A_lock_that_cannot_be_taken_is_no_other_start()
    {
        folder.WriteProgram("bin/dockerd", "exit 1");
        Directory.CreateDirectory(Options.RunFolder);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Options.LockFile));

        var failure = await FailureOf(Options).WaitAsync(TimeSpan.FromSeconds(10));

        failure.Code.Should().Be(MachineErrors.DaemonDidNotStart);
        failure.Cause.Should().Contain(Options.LockFile);
        failure.Fix.Should().Contain(Options.RunFolder);
    }

    [Fact]
    public async Task A_machine_without_dockerd_is_told_so()
    {
        var failure = await FailureOf(Options with { Program = "no-such-dockerd" });

        failure.Cause.Should().Be("no-such-dockerd is not installed");
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Options.PidFile) && ProcessIdIn(Options) != Environment.ProcessId)
        {
            await new ProcessLauncher().RunAsync(
                new ProcessSpec("kill", [ProcessIdIn(Options).ToString(CultureInfo.InvariantCulture)], "/"), default);
            while (File.Exists(Options.PidFile))
            {
                await Task.Delay(20);
            }
        }

        folder.Dispose();
    }

    private DockerDaemonOptions Options => new()
    {
        Socket = folder.PathOf("d.sock"),
        DataRoot = folder.PathOf("data"),
        RunFolder = folder.PathOf("run"),
    };

    private DaemonLauncher LauncherOf(DockerDaemonOptions options)
    {
        var facts = MachineFacts.Current;
        return new DaemonLauncher(facts with { SearchPath = [folder.PathOf("bin"), .. facts.SearchPath] }, options, reporter);
    }

    private async Task<BuildException> FailureOf(DockerDaemonOptions options)
    {
        var start = () => LauncherOf(options).StartAsync(default);
        return (await start.Should().ThrowAsync<BuildException>()).Which;
    }

    private static Version? PingVersion(DockerDaemonOptions options) =>
        DaemonPing.Send(new DockerEndpoint($"unix://{options.Socket}", "test"), TimeSpan.FromSeconds(10)).Version;

    private static int ProcessIdIn(DockerDaemonOptions options) =>
        int.Parse(File.ReadAllText(options.PidFile), NumberStyles.Integer, CultureInfo.InvariantCulture);

    private static int SessionOf(int process) =>
        int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(' ')[5], CultureInfo.InvariantCulture);
}
