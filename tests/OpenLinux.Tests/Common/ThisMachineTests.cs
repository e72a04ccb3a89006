using System.Runtime.InteropServices;
using OpenLinux.Common.Processes;

namespace OpenLinux.Tests.Common;

public sealed class ThisMachineTests
{
    [Fact]
    public async Task The_architecture_is_what_uname_says() =>
        (await new ProcessLauncher().RunAsync(new ProcessSpec("uname", ["-m"], "/"), default)).Stdout.Trim().Should().Be(ThisMachine.Architecture);

    /// <summary>As Linux has them in its <c>UTS_MACHINE</c>, and <c>config/arch</c> in its file names.</summary>
    [Theory]
    [InlineData(Architecture.X64, "x86_64")]
    [InlineData(Architecture.Arm64, "aarch64")]
    [InlineData(Architecture.RiscV64, "riscv64")]
    [InlineData(Architecture.Ppc64le, "ppc64le")]
    [InlineData(Architecture.S390x, "s390x")]
    [InlineData(Architecture.LoongArch64, "loongarch64")]
    public void Other_machines_have_the_names_that_Linux_gives_them(Architecture architecture, string name) =>
        ThisMachine.NameOf(architecture).Should().Be(name);
}
