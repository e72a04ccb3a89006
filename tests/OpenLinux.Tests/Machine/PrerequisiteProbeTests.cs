using OpenLinux.Common.Processes;
using OpenLinux.Machine.Packages;
using OpenLinux.Machine.Prerequisites;
using OpenLinux.TestKit.Machine;

namespace OpenLinux.Tests.Machine;

public sealed class PrerequisiteProbeTests : IDisposable
{
    private static readonly Prerequisite Clang = new()
    {
        Name = "clang",
        NeededFor = Needs.Compile,
        Detection = new ProgramDetection("clang"),
        Minimum = new Version(14, 0),
        VersionArguments = ["--version"],
        Packages = new PackageNames("clang"),
    };

    private readonly TestMachine machine = new();

    [Fact]
    public async Task A_program_that_is_not_on_the_path_is_missing() =>
        (await CheckAsync(Clang)).Should().Be(new PrerequisiteStatus(Clang, PrerequisiteState.Missing, null, null));

    [Fact]
    public async Task A_file_that_cannot_be_executed_is_no_program()
    {
        machine.WithFile("/bin/clang", "#!/bin/sh");

        (await CheckAsync(Clang)).State.Should().Be(PrerequisiteState.Missing);
    }

    [Theory]
    [InlineData("Debian clang version 14.0.6", "14.0.6", PrerequisiteState.Present)]
    [InlineData("Ubuntu clang version 18.1.3 (1ubuntu1)", "18.1.3", PrerequisiteState.Present)]
    [InlineData("clang version 13.0.1-11", "13.0.1", PrerequisiteState.TooOld)]
    public async Task A_program_is_judged_by_the_version_it_prints(string printed, string version, PrerequisiteState state)
    {
        machine.WithProgram("clang", $"echo '{printed}'");

        var status = await CheckAsync(Clang);

        status.State.Should().Be(state);
        status.Version.Should().Be(Version.Parse(version));
        status.Path.Should().Be(Path.Join(machine.Bin, "clang"));
    }

    [Fact]
    public async Task A_program_is_asked_its_version_once_and_again_when_it_changes()
    {
        machine.WithRecorded("clang", "echo clang version 14.0.6");
        await CheckAsync(Clang);
        (await CheckAsync(Clang)).Version.Should().Be(new Version(14, 0, 6));
        machine.Commands.Should().ContainSingle();

        machine.WithRecorded("clang", "echo clang version 15.0.7, larger");

        (await CheckAsync(Clang)).Version.Should().Be(new Version(15, 0, 7));
        machine.Commands.Should().HaveCount(2);
    }

    [Fact]
    public async Task Without_a_minimum_nothing_is_started_until_someone_wants_to_know()
    {
        var git = Clang with { Name = "git", Detection = new ProgramDetection("git"), Minimum = null };
        machine.WithRecorded("git", "echo git version 2.39.5");

        (await CheckAsync(git)).Should().Be(new PrerequisiteStatus(git, PrerequisiteState.Present, Path.Join(machine.Bin, "git"), null));
        machine.Commands.Should().BeEmpty();

        (await NewProbe().DescribeAsync(git, default)).Version.Should().Be(new Version(2, 39, 5));
    }

    [Fact]
    public async Task One_missing_tool_of_several_makes_them_missing()
    {
        machine.WithCompilerExcept("llvm-strip");
        var tools = PrerequisiteCatalog.For(Needs.Compile | Needs.Toolchain, ["x86_64"], machine.Facts).Single(prerequisite => prerequisite.Name == "llvm tools");

        (await CheckAsync(tools)).State.Should().Be(PrerequisiteState.Missing);
    }

    [Fact]
    public async Task Headers_are_found_wherever_a_distribution_keeps_them()
    {
        var headers = PrerequisiteCatalog.For(Needs.Compile | Needs.Toolchain, ["aarch64"], machine.Facts).Single(prerequisite => prerequisite.Name.StartsWith("kernel", StringComparison.Ordinal));
        machine.WithFile("/usr/include/asm/types.h");
        (await CheckAsync(headers)).State.Should().Be(PrerequisiteState.Missing, "these are this machine's own, not aarch64's");

        machine.WithFile("/usr/aarch64-linux-gnu/include/asm/types.h");

        (await CheckAsync(headers)).State.Should().Be(PrerequisiteState.Present);
    }

    [Theory]
    [InlineData("Docker version 28.2.2, build e6534b4", "28.2.2")]
    [InlineData("GNU Make 4.3\nBuilt for x86_64-pc-linux-gnu", "4.3")]
    [InlineData("Debian LLD 14.0.6 (compatible with GNU linkers)", "14.0.6")]
    [InlineData("Docker/20.10.24+dfsg1 (linux)", "20.10.24")]
    [InlineData("tool 7 of 2024.", null)]
    [InlineData("", null)]
    public void The_first_dotted_number_is_the_version(string text, string? version) =>
        ToolVersion.Find(text)?.ToString().Should().Be(version);

    public void Dispose() => machine.Dispose();

    private Task<PrerequisiteStatus> CheckAsync(Prerequisite prerequisite) => NewProbe().CheckAsync(prerequisite, default);

    private PrerequisiteProbe NewProbe() =>
        new(machine.Facts, new ProcessLauncher(), new VersionMemory(machine.PathOf("state/versions.tsv")));
}
