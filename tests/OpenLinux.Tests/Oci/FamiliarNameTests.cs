using OpenLinux.Oci.Naming;

namespace OpenLinux.Tests.Oci;

public sealed class FamiliarNameTests
{
    [Theory]
    [InlineData("openlinux:1", "openlinux:1", "docker.io/library/openlinux:1")]
    [InlineData("library/openlinux:1", "openlinux:1", "docker.io/library/openlinux:1")]
    [InlineData("docker.io/openlinux:1", "openlinux:1", "docker.io/library/openlinux:1")]
    [InlineData("docker.io/library/openlinux:1", "openlinux:1", "docker.io/library/openlinux:1")]
    [InlineData("me/openlinux:1", "me/openlinux:1", "docker.io/me/openlinux:1")]
    [InlineData("index.docker.io/me/openlinux:1", "me/openlinux:1", "docker.io/me/openlinux:1")]
    [InlineData("library/me/openlinux:1", "library/me/openlinux:1", "docker.io/library/me/openlinux:1")]
    [InlineData("ghcr.io/me/openlinux:1", "ghcr.io/me/openlinux:1", "ghcr.io/me/openlinux:1")]
    [InlineData("localhost/openlinux:1", "localhost/openlinux:1", "localhost/openlinux:1")]
    [InlineData("registry:5000/openlinux:1", "registry:5000/openlinux:1", "registry:5000/openlinux:1")]
    [InlineData("openlinux", "openlinux", "docker.io/library/openlinux")]
    public void The_default_registry_is_left_out_for_people_and_told_to_containerd(string name, string familiar, string qualified)
    {
        ImageReference.Parse(name).Familiar.Should().Be(familiar);
        ImageReference.Parse(name).Qualified.Should().Be(qualified);
    }
}
