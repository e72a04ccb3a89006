using OpenLinux.Userland.Recipes;

namespace OpenLinux.Tests.Userland;

public sealed class HeaderVersionTests
{
    private readonly HeaderVersion version = new("usr/include/linux/version.h", ["MAJOR", "PATCHLEVEL"]);

    [Fact]
    public void The_macros_values_are_joined_by_dots() =>
        version.In("/* MAJOR 1 */\n#define CODE 393659\n#define PATCHLEVEL\t1\n#define MAJOR 6\n#define F(a) (a)\n").Should().Be("6.1");

    [Fact]
    public void Without_one_of_them_there_is_no_version() => version.In("#define MAJOR 6\n").Should().BeNull();

    [Fact]
    public void The_machines_own_header_tells_one() =>
        new HeaderVersion("", ["LINUX_VERSION_MAJOR", "LINUX_VERSION_PATCHLEVEL", "LINUX_VERSION_SUBLEVEL"])
            .In(File.ReadAllText("/usr/include/linux/version.h")).Should().MatchRegex(@"^\d+\.\d+\.\d+$");
}
