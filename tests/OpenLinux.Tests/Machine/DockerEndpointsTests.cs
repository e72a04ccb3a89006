using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Machine;
using OpenLinux.Machine.Daemon;
using OpenLinux.TestKit.Machine;

namespace OpenLinux.Tests.Machine;

public sealed class DockerEndpointsTests : IDisposable
{
    private readonly TestMachine machine = new();

    [Fact]
    public void Without_a_word_it_is_the_systems_socket()
    {
        var endpoint = Resolve();

        endpoint.Should().Be(new DockerEndpoint("unix:///var/run/docker.sock", "the default"));
        endpoint.IsSystemDefault.Should().BeTrue();
    }

    [Fact]
    public void DOCKER_HOST_comes_before_any_context()
    {
        WithContext("remote", "tcp://10.0.0.1:2375");

        Resolve(("DOCKER_HOST", "unix:///run/user/1000/docker.sock")).SocketPath.Should().Be("/run/user/1000/docker.sock");
    }

    [Theory]
    [InlineData("foo")]
    [InlineData("foo://bar")]
    [InlineData("unix:")]
    [InlineData("tcp://")]
    public void A_DOCKER_HOST_that_is_no_address_is_an_error_with_a_fix(string host)
    {
        var resolve = () => Resolve(("DOCKER_HOST", host));

        resolve.Should().Throw<BuildException>().Where(failure =>
            failure.Code == MachineErrors.DockerEndpointUnreadable && failure.Subject == $"DOCKER_HOST={host}" && failure.Fix.Contains("unix:///"));
    }

    [Fact]
    public void The_clients_current_context_is_followed()
    {
        WithContext("remote", "tcp://10.0.0.1:2375");

        Resolve().Should().Be(new DockerEndpoint("tcp://10.0.0.1:2375", "the context remote"));
    }

    [Fact]
    public void DOCKER_CONTEXT_overrides_the_current_one()
    {
        WithContext("remote", "tcp://10.0.0.1:2375");

        Resolve(("DOCKER_CONTEXT", "default")).IsSystemDefault.Should().BeTrue();
    }

    [Fact]
    public void A_configuration_without_a_context_means_the_default()
    {
        machine.WithFile("/home/.docker/config.json", """{ "auths": {} }""");

        Resolve().IsSystemDefault.Should().BeTrue();
    }

    [Fact]
    public void A_context_that_is_not_there_is_an_error_with_a_fix()
    {
        var resolve = () => Resolve(("DOCKER_CONTEXT", "gone"));

        resolve.Should().Throw<BuildException>().Where(failure =>
            failure.Code == MachineErrors.DockerEndpointUnreadable && failure.Subject == "gone" && failure.Fix.Contains("docker context ls"));
    }

    [Fact]
    public void A_broken_configuration_is_named()
    {
        machine.WithFile("/home/.docker/config.json", "{ oops");

        var resolve = () => Resolve();

        resolve.Should().Throw<BuildException>().Which.Subject.Should().EndWith("/home/.docker/config.json");
    }

    public void Dispose() => machine.Dispose();

    private void WithContext(string name, string host) => machine
        .WithFile("/home/.docker/config.json", $$"""{ "currentContext": "{{name}}" }""")
        .WithFile($"/home/.docker/contexts/meta/{Digest.OfUtf8(name).Hash}/meta.json", $$$"""{ "Name": "{{{name}}}", "Endpoints": { "docker": { "Host": "{{{host}}}" } } }""");

    private DockerEndpoint Resolve(params (string Name, string Value)[] variables)
    {
        var environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        environment["HOME"] = machine.PathOf("/home");
        return DockerEndpoints.Resolve(machine.Facts with { Variables = environment });
    }
}
