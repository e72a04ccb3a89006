using OpenLinux.Common.Errors;
using OpenLinux.Machine;
using OpenLinux.Machine.Daemon;
using OpenLinux.TestKit.Machine;

namespace OpenLinux.Tests.Machine;

public sealed class DockerDaemonTests
{
    [Fact]
    public async Task A_daemon_that_answers_is_asked_once_and_never_touched()
    {
        using var machine = new TestMachine().WithRecorded("dockerd").WithRecorded("systemctl");
        using var server = new PingServer(machine.DockerSocket, PingServer.Docker20);

        await machine.Services.Daemon.EnsureAsync(default);

        server.Requests.Should().ContainSingle();
        machine.Commands.Should().BeEmpty();
    }

    [Fact]
    public async Task Where_nothing_may_be_done_the_fix_is_the_command()
    {
        using var machine = WithSystemd(new TestMachine { Setup = "never" });
        machine.Facts = machine.Facts with { IsPrivileged = false };

        var failure = await FailureOf(machine);

        failure.Code.Should().Be(MachineErrors.DaemonNotRunning);
        failure.Subject.Should().Be($"unix://{machine.DockerSocket} (DOCKER_HOST)");
        failure.Fix.Should().Be("sudo systemctl start docker");
        machine.Commands.Should().BeEmpty();
    }

    [Fact]
    public async Task A_service_manager_that_knows_docker_is_asked_to_start_it()
    {
        using var machine = WithSystemd(new TestMachine());
        machine.WithRecorded("systemctl", "echo 'Failed to start docker.service' >&2; exit 1");

        var failure = await FailureOf(machine);

        machine.Commands.Should().Equal("systemctl start docker");
        failure.Code.Should().Be(MachineErrors.DaemonDidNotStart);
        failure.Cause.Should().Contain("Failed to start docker.service");
        failure.Fix.Should().StartWith("journalctl -u docker");
    }

    [Fact]
    public async Task A_service_that_comes_up_is_waited_for()
    {
        using var machine = WithSystemd(new TestMachine()).WithRecorded("systemctl");
        var ensuring = machine.Services.Daemon.EnsureAsync(default);
        while (machine.Commands.Count == 0)
        {
            await Task.Delay(10);
        }

        using var server = new PingServer(machine.DockerSocket, PingServer.Docker20);

        await ensuring;
    }

    [Fact]
    public void OpenRC_is_a_service_manager_too()
    {
        using var machine = new TestMachine().WithFile("/run/openrc/softlevel").WithFile("/etc/init.d/docker");

        ServiceManager.Of(machine.Facts)!.StartDocker.ToString().Should().Be("rc-service docker start");
    }

    [Fact]
    public void An_init_script_without_its_manager_is_none()
    {
        using var machine = new TestMachine().WithFile("/etc/init.d/docker").WithFile("/usr/lib/systemd/system/docker.service");

        ServiceManager.Of(machine.Facts).Should().BeNull();
    }

    [Fact]
    public void A_socket_of_someone_else_is_refused_with_the_group_to_join()
    {
        using var machine = new TestMachine();
        using var server = new PingServer(machine.DockerSocket, PingServer.Docker20);
        File.SetUnixFileMode(machine.DockerSocket, UnixFileMode.None);
        var daemon = machine.Services.Daemon;

        var ensure = () => OrdinaryUser.Run(() => daemon.EnsureAsync(default).IsCompletedSuccessfully ? "done" : throw daemon.EnsureAsync(default).Exception!.InnerException!);

        var failure = ensure.Should().Throw<BuildException>().Which;
        failure.Code.Should().Be(MachineErrors.SocketNotPermitted);
        failure.Fix.Should().Contain("usermod -aG docker").And.Contain("rootless");
    }

    [Fact]
    public async Task A_daemon_elsewhere_is_never_started_here()
    {
        using var machine = new TestMachine().WithRecorded("dockerd");
        machine.Facts = machine.Facts with { Variables = new Dictionary<string, string> { ["DOCKER_HOST"] = "unix:///nowhere/docker.sock" } };

        var failure = await FailureOf(machine);

        failure.Code.Should().Be(MachineErrors.DaemonNotRunning);
        failure.Fix.Should().Contain("DOCKER_HOST");
        machine.Commands.Should().BeEmpty();
    }

    private static TestMachine WithSystemd(TestMachine machine) =>
        machine.WithFile("/run/systemd/system/.keep").WithFile("/usr/lib/systemd/system/docker.service");

    private static async Task<BuildException> FailureOf(TestMachine machine)
    {
        var ensure = () => machine.Services.Daemon.EnsureAsync(default);
        return (await ensure.Should().ThrowAsync<BuildException>()).Which;
    }
}
