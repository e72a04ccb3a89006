using OpenLinux.Machine;
using OpenLinux.Machine.Packages;
using OpenLinux.Machine.Prerequisites;
using OpenLinux.Machine.Setup;
using OpenLinux.TestKit.Machine;

namespace OpenLinux.Tests.Machine;

public sealed class PackageCommandTests
{
    [Theory]
    [InlineData(
        "debian",
        "apt-get",
        "apt-get update\napt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 clang lld llvm make bzip2 libc6-dev linux-libc-dev")]
    [InlineData("fedora", "dnf", "dnf install -y clang lld llvm make bzip2 glibc-devel kernel-headers")]
    [InlineData("alpine", "apk", "apk add --no-cache clang lld llvm make bzip2 gcc musl-dev linux-headers")]
    [InlineData("arch", "pacman", "pacman -Sy --needed --noconfirm clang lld llvm make bzip2 glibc gcc linux-api-headers")]
    public void A_bare_distribution_is_told_the_exact_commands_of_its_own_manager(string id, string program, string commands)
    {
        using var machine = new TestMachine().WithFile("/etc/os-release", $"ID={id}").WithProgram("brew", ":").WithProgram(program, ":");

        AdviceFor(machine.Facts, Needs.Compile | Needs.Toolchain, "x86_64").Should().Be(commands);
    }

    [Fact]
    public void A_pinned_toolchain_asks_for_no_compiler()
    {
        using var machine = new TestMachine().WithProgram("apt-get", ":");

        AdviceFor(machine.Facts, Needs.Compile, "aarch64").Should().EndWith(" make bzip2");
    }

    [Fact]
    public void Homebrew_needs_no_root_and_names_each_package_once()
    {
        using var machine = new TestMachine().WithProgram("brew", ":");
        var mac = machine.Facts with { Family = OperatingSystemFamily.MacOS, IsPrivileged = false };

        AdviceFor(mac, Needs.Compile | Needs.Toolchain, "aarch64").Should().Be("brew install llvm lld make bzip2");
    }

    [Fact]
    public void Winget_takes_one_package_a_command()
    {
        using var machine = new TestMachine().WithProgram("winget.exe", ":");
        var windows = machine.Facts with { Family = OperatingSystemFamily.Windows, IsPrivileged = false };

        AdviceFor(windows, Needs.Docker | Needs.Test, "x86_64").Should().Be(
            "winget install --exact --accept-package-agreements --accept-source-agreements --id Docker.DockerDesktop\n"
            + "winget install --exact --accept-package-agreements --accept-source-agreements --id Git.Git");
    }

    [Fact]
    public void Windows_runs_no_makefile_and_gets_nothing_for_it()
    {
        using var machine = new TestMachine();

        PrerequisiteCatalog.For(Needs.Compile, ["x86_64"], machine.Facts with { Family = OperatingSystemFamily.Windows }).Should().BeEmpty();
        PrerequisiteCatalog.For(Needs.Compile, ["x86_64"], machine.Facts).Select(needed => needed.Name).Should().Equal("GNU make", "bzip2");
    }

    [Fact]
    public void A_user_who_is_not_root_is_told_sudo()
    {
        using var machine = new TestMachine().WithFile("/etc/os-release", "ID=mint\nID_LIKE=\"ubuntu debian\"").WithProgram("apt-get", ":");

        AdviceFor(machine.Facts with { IsPrivileged = false }, Needs.Test, "x86_64").Should().StartWith(
            "sudo apt-get update\nsudo apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 git ");
    }

    [Theory]
    [InlineData("aarch64", "linux-libc-dev-arm64-cross")]
    [InlineData("riscv64", "linux-libc-dev-riscv64-cross")]
    public void A_foreign_architecture_takes_its_own_kernel_headers_and_emulator(string architecture, string headers)
    {
        using var machine = new TestMachine().WithProgram("apt-get", ":");

        var packages = new SetupAdvice(machine.Facts).PackagesOf(
            PrerequisiteCatalog.For(Needs.Compile | Needs.Toolchain | Needs.RunForeign, [architecture], machine.Facts));

        packages.Should().Contain(headers).And.Contain("qemu-user-static").And.NotContain("linux-libc-dev");
    }

    [Fact]
    public void A_system_without_a_known_manager_is_named()
    {
        using var machine = new TestMachine();

        AdviceFor(machine.Facts, Needs.Test, "x86_64").Should()
            .StartWith("install git, ").And.EndWith(" by hand: Debian GNU/Linux 12 (bookworm) has no package for it that is known here");
    }

    [Fact]
    public void The_systems_own_manager_comes_before_a_guest()
    {
        using var machine = new TestMachine().WithFile("/etc/os-release", "ID=fedora").WithProgram("apt-get", ":").WithProgram("dnf", ":");

        PackageManagers.Of(machine.Facts).Should().Be(PackageManagers.Dnf);
    }

    private static string AdviceFor(MachineFacts machine, Needs needs, string architecture) =>
        new SetupAdvice(machine).CommandsFor(PrerequisiteCatalog.For(needs, [architecture], machine));
}
