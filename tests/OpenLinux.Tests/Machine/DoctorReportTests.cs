using OpenLinux.Machine.Readiness;
using OpenLinux.TestKit.Machine;

namespace OpenLinux.Tests.Machine;

public sealed class DoctorReportTests
{
    [Fact]
    public async Task Every_prerequisite_has_a_row_with_what_was_found_what_is_wanted_and_the_fix()
    {
        using var machine = new TestMachine().WithCompilerExcept("make").WithTool("clang", "11.0.1").WithTool("docker", "28.2.2")
            .WithRecorded("apt-get").WithRecorded("dockerd", "echo Docker version 20.10.24");

        var rows = await machine.Services.Doctor.MakeAsync(["x86_64", "aarch64"], default);

        rows.Select(row => row.Prerequisite).Should().Equal(
            "clang", "lld", "llvm tools", "GNU make", "bzip2", "C library headers", "docker client", "git",
            "readelf", "skopeo", "umoci", "podman", "zstd", "zsh", "fish", "mmdebstrap", "docker-registry", "nginx", "bazel RemoteWorker", "chromium", "chromedriver", "npm", "node", "softhsm2-util", "kernel headers", "kernel headers for aarch64", "qemu for aarch64", "docker engine", "running aarch64 programs");
        RowOf(rows, "clang").Should().Be(new DoctorRow(
            "clang", $"11.0.1 ({machine.Bin}/clang)", ">= 14.0", InstallBy("clang"), DoctorVerdict.Bad));
        RowOf(rows, "lld").Should().Be(new DoctorRow("lld", $"14.0.6 ({machine.Bin}/ld.lld)", ">= 14.0", "", DoctorVerdict.Good));
        RowOf(rows, "GNU make").Should().Be(new DoctorRow("GNU make", "missing", ">= 3.81", InstallBy("make"), DoctorVerdict.Bad));
        RowOf(rows, "qemu for aarch64").Verdict.Should().Be(DoctorVerdict.Optional);
        RowOf(rows, "docker engine").Found.Should().StartWith("not running");
        machine.Commands.Should().Equal("dockerd --version");
    }

    [Fact]
    public async Task An_engine_that_answers_is_shown_with_its_own_version()
    {
        using var machine = new TestMachine();
        using var server = new PingServer(machine.DockerSocket, PingServer.Docker20);

        var rows = await machine.Services.Doctor.MakeAsync(["x86_64"], default);

        RowOf(rows, "docker engine").Should().Be(new DoctorRow(
            "docker engine", $"20.10.24 at unix://{machine.DockerSocket} (DOCKER_HOST)", ">= 20.10", "", DoctorVerdict.Good));
    }

    [Fact]
    public async Task An_engine_that_is_too_old_is_bad()
    {
        using var machine = new TestMachine().WithProgram("apt-get", ":");
        using var server = new PingServer(machine.DockerSocket, PingServer.Docker20.Replace("20.10.24", "19.03.15", StringComparison.Ordinal));

        var rows = await machine.Services.Doctor.MakeAsync(["x86_64"], default);

        RowOf(rows, "docker engine").Verdict.Should().Be(DoctorVerdict.Bad);
    }

    private static DoctorRow RowOf(IReadOnlyList<DoctorRow> rows, string prerequisite) => rows.Single(row => row.Prerequisite == prerequisite);

    private static string InstallBy(string package) =>
        $"apt-get update\napt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 {package}";
}
