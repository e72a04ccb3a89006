using OpenLinux.Common.Errors;
using OpenLinux.Docker;
using OpenLinux.Docker.Client;
using OpenLinux.TestKit.Docker;
using OpenLinux.TestKit.Host;

namespace OpenLinux.EndToEnd.Docker;

/// <summary>Every way in which Docker is not there for us, provoked with the real client and a real daemon.</summary>
public sealed class DockerFailureTests(DockerDaemon daemon) : IClassFixture<DockerDaemon>
{
    private const string Anything = "example.org/anything:1";

    [Theory]
    [InlineData("unix:///nowhere/docker.sock")]
    [InlineData("tcp://127.0.0.1:1")]
    public void A_daemon_that_does_not_answer(string host)
    {
        using var docker = new ClientFolder($"export DOCKER_HOST={host}\n{DockerDaemon.Docker}");

        Failure(docker.Client).Should().Match<BuildException>(failure =>
            failure.Code == DockerErrors.DaemonNotRunning && failure.Fix.Contains("dockerd") && failure.Cause.Contains(host));
    }

    [Fact]
    public void A_socket_in_a_folder_that_is_closed_to_this_user()
    {
        // Root passes every permission: the client then runs as nobody.
        var closed = Directory.CreateTempSubdirectory("openlinux-closed-").FullName;
        var user = Environment.UserName == "root" ? "exec setpriv --reuid=65534 --regid=65534 --clear-groups" : "exec";
        using var docker = new ClientFolder(
            $"chmod 0 {closed}; export DOCKER_HOST=unix://{closed}/docker.sock PATH=/usr/local/bin:/usr/bin:/bin HOME=/\n{user} docker \"$@\"");

        var failure = Failure(docker.Client);
        Directory.Delete(closed);

        failure.Should().Match<BuildException>(it => it.Code == DockerErrors.SocketNotPermitted && it.Fix.Contains("usermod -aG docker"));
    }

    [Theory]
    [InlineData("1.10")]
    [InlineData("1.99")]
    public void A_client_that_speaks_another_version(string version)
    {
        using var docker = new ClientFolder($"export DOCKER_HOST={daemon.Host} DOCKER_API_VERSION={version}\n{DockerDaemon.Docker}");

        Failure(docker.Client).Should().Match<BuildException>(failure =>
            failure.Code == DockerErrors.ClientTooOld && failure.Fix.Contains("DOCKER_API_VERSION") && failure.Cause.Contains(version));
    }

    [Fact]
    public void A_machine_without_a_client()
    {
        var empty = Directory.CreateTempSubdirectory("openlinux-empty-").FullName;

        var failure = Failure(new CakeDockerClient(new SearchPathContext(CakeContexts.Create(), empty)));
        Directory.Delete(empty);

        failure.Should().Match<BuildException>(it => it.Code == DockerErrors.ClientMissing && it.Cause.Contains(empty));
    }

    [Fact]
    public void A_daemon_whose_disk_is_full()
    {
        using var small = DockerDaemon.WithSpace("30m");
        using var rootfs = new RunnableTarball();

        small.Client.Invoking(it => it.Import(new DockerImport(rootfs.OfNoise(60_000_000), "", [])))
            .Should().Throw<BuildException>().Where(failure => failure.Code == DockerErrors.DaemonDiskFull && failure.Fix.Contains("docker builder prune") && !failure.Fix.Contains("system prune"));
    }

    [Fact]
    public void An_attached_run_names_the_cause_although_the_message_went_to_the_terminal()
    {
        using var docker = new ClientFolder($"export DOCKER_HOST=unix:///nowhere/docker.sock\n{DockerDaemon.Docker}");

        docker.Client.Invoking(it => it.RunAttached(new DockerRun(Anything, "", [], [], new Dictionary<string, string>())))
            .Should().Throw<BuildException>().Which.Code.Should().Be(DockerErrors.DaemonNotRunning);
    }

    [Fact]
    public void A_client_that_fails_without_a_word_is_still_an_error_with_a_cause() =>
        DockerFailure.Of("docker tag a b", " \n").Should().Match<BuildException>(failure =>
            failure.Code == DockerErrors.Refused && failure.Cause.Length > 0 && failure.Fix.Contains("docker tag a b"));

    private static BuildException Failure(CakeDockerClient client) =>
        client.Invoking(it => it.Inspect([Anything])).Should().Throw<BuildException>().Which;
}
