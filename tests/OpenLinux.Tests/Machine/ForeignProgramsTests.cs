using OpenLinux.TestKit.Machine;

namespace OpenLinux.Tests.Machine;

public sealed class ForeignProgramsTests
{
    private const string Registry = "/proc/sys/fs/binfmt_misc";
    private const string Rule = ":qemu-aarch64:M::\\x7fELF\\x02\\x01\\x01:\\xff\\xff:/usr/bin/qemu-aarch64-static:OCF";

    [Theory]
    [InlineData("enabled\ninterpreter /usr/bin/qemu-aarch64-static\n", true)]
    [InlineData("disabled\ninterpreter /usr/bin/qemu-aarch64-static\n", false)]
    public void A_registered_emulator_counts_while_it_is_enabled(string entry, bool runs)
    {
        using var machine = new TestMachine().WithFile($"{Registry}/qemu-aarch64", entry);

        machine.Services.Foreign.CanRun("aarch64").Should().Be(runs);
        machine.Services.Foreign.CanRun("x86_64").Should().BeTrue("it is this machine's own");
    }

    [Fact]
    public async Task An_unmounted_registry_is_mounted_and_the_packages_rule_handed_over_as_it_stands()
    {
        using var machine = new TestMachine().WithFile("/usr/lib/binfmt.d/qemu-aarch64.conf", $"# a comment\n{Rule}\n");
        Directory.CreateDirectory(machine.PathOf(Registry));
        machine.WithRecorded("mount", $": >'{machine.PathOf(Registry)}/register'");

        (await machine.Services.Foreign.EnsureAsync("aarch64", default)).Should().BeFalse("nobody read the rule");

        machine.Commands.Should().Equal($"mount -t binfmt_misc binfmt_misc {machine.PathOf(Registry)}");
        (await File.ReadAllTextAsync(machine.PathOf($"{Registry}/register"))).Should().Be(Rule);
    }

    [Fact]
    public async Task A_user_who_is_not_root_changes_nothing()
    {
        using var machine = new TestMachine { Setup = "auto" }.WithRecorded("mount").WithFile("/usr/lib/binfmt.d/qemu-aarch64.conf", Rule);
        machine.Facts = machine.Facts with { IsPrivileged = false };

        (await machine.Services.Foreign.EnsureAsync("aarch64", default)).Should().BeFalse();

        machine.Commands.Should().BeEmpty();
    }
}
