using OpenLinux.Machine;

namespace OpenLinux.Tests.Machine;

public sealed class OperatingSystemReleaseTests
{
    private const string Ubuntu = """
        PRETTY_NAME="Ubuntu 24.04.1 LTS"
        NAME="Ubuntu"
        VERSION_ID="24.04"
        ID=ubuntu
        ID_LIKE=debian
        """;

    private const string Rocky = """
        NAME="Rocky Linux"
        VERSION="9.4 (Blue Onyx)"
        ID="rocky"
        ID_LIKE="rhel centos fedora"
        VERSION_ID="9.4"
        PRETTY_NAME="Rocky Linux 9.4 (Blue Onyx)"
        """;

    private const string Alpine = """
        NAME="Alpine Linux"
        ID=alpine
        VERSION_ID=3.20.3
        PRETTY_NAME="Alpine Linux v3.20"
        """;

    [Theory]
    [InlineData(Ubuntu, "ubuntu", "24.04", "Ubuntu 24.04.1 LTS", "debian")]
    [InlineData(Rocky, "rocky", "9.4", "Rocky Linux 9.4 (Blue Onyx)", "fedora")]
    [InlineData(Alpine, "alpine", "3.20.3", "Alpine Linux v3.20", "alpine")]
    public void A_distribution_is_known_by_its_own_words(string text, string id, string version, string name, string ancestor)
    {
        var release = OperatingSystemRelease.Parse(text);

        release.Id.Should().Be(id);
        release.Version.Should().Be(version);
        release.Name.Should().Be(name);
        release.Descends(ancestor).Should().BeTrue();
        release.Descends("arch").Should().BeFalse();
    }

    [Fact]
    public void Comments_quotes_escapes_and_carriage_returns_are_read_as_a_shell_would()
    {
        var release = OperatingSystemRelease.Parse("# ID=wrong\r\nID='arch'\r\nnonsense\r\nPRETTY_NAME=\"The \\\"best\\\" \\$ystem\"\r\n");

        release.Id.Should().Be("arch");
        release.Name.Should().Be("The \"best\" $ystem");
    }

    [Fact]
    public void A_system_that_says_nothing_is_linux() => OperatingSystemRelease.Parse("").Id.Should().Be("linux");
}
