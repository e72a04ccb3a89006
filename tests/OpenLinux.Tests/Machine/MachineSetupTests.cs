using OpenLinux.Common.Errors;
using OpenLinux.Machine;
using OpenLinux.Machine.Prerequisites;
using OpenLinux.TestKit.Machine;

namespace OpenLinux.Tests.Machine;

public sealed class MachineSetupTests
{
    private const string Install = "apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300";

    [Fact]
    public async Task A_machine_that_has_everything_is_left_alone()
    {
        using var machine = new TestMachine().WithCompilerExcept().WithRecorded("apt-get");

        await EnsureAsync(machine);

        machine.Commands.Should().BeEmpty();
    }

    [Fact]
    public async Task Root_without_a_terminal_installs_what_is_missing_and_nothing_else()
    {
        using var machine = new TestMachine().WithCompilerExcept("clang").WithFreshPackageLists().WithAptThatInstalls("clang");

        await EnsureAsync(machine);

        machine.Commands.Should().Equal($"{Install} clang");
        machine.Prompt.Questions.Should().BeEmpty();
    }

    [Fact]
    public async Task Package_lists_that_were_never_fetched_are_fetched_first()
    {
        using var machine = new TestMachine().WithCompilerExcept("clang").WithAptThatInstalls("clang");

        await EnsureAsync(machine);

        machine.Commands.Should().Equal("apt-get update", $"{Install} clang");
    }

    [Fact]
    public async Task Package_lists_of_last_month_are_fetched_again()
    {
        using var machine = new TestMachine().WithCompilerExcept("clang").WithFreshPackageLists().WithAptThatInstalls("clang");
        foreach (var list in Directory.GetFiles(machine.PathOf("/var/lib/apt/lists")))
        {
            File.SetLastWriteTimeUtc(list, DateTime.UtcNow.AddDays(-30));
        }

        await EnsureAsync(machine);

        machine.Commands.Should().Equal("apt-get update", $"{Install} clang");
    }

    [Fact]
    public async Task An_installation_that_fails_is_tried_once_more_with_new_lists()
    {
        using var machine = new TestMachine().WithCompilerExcept("clang").WithFreshPackageLists().WithEnv();
        machine.WithRecorded(
            "apt-get",
            $"""
            case $1 in
            update) : >'{machine.Bin}/updated' ;;
            install) [ -e '{machine.Bin}/updated' ] || exit 100
                printf '#!/bin/sh\necho clang version 14.0.6\n' >'{machine.Bin}/clang'; /bin/chmod 755 '{machine.Bin}/clang' ;;
            esac
            """);

        await EnsureAsync(machine);

        machine.Commands.Should().Equal($"{Install} clang", "apt-get update", $"{Install} clang");
    }

    [Fact]
    public async Task An_installation_that_keeps_failing_shows_the_managers_last_words()
    {
        using var machine = new TestMachine().WithCompilerExcept("clang").WithEnv()
            .WithRecorded("apt-get", "[ $1 = update ] || { echo 'E: Unable to locate package clang' >&2; exit 100; }");

        var failure = await FailureOf(machine);

        failure.Code.Should().Be(MachineErrors.InstallationFailed);
        failure.Cause.Should().Contain("exit code 100").And.Contain("E: Unable to locate package clang");
        failure.Fix.Should().Contain($"{Install} clang");
    }

    [Fact]
    public async Task A_manager_that_someone_else_holds_is_waited_for()
    {
        using var machine = new TestMachine().WithCompilerExcept("clang").WithFreshPackageLists().WithEnv();
        machine.WithRecorded(
            "apt-get",
            $"""
            if [ ! -e '{machine.Bin}/held' ]; then : >'{machine.Bin}/held'; echo 'E: Could not get lock /var/lib/dpkg/lock-frontend' >&2; exit 100; fi
            printf '#!/bin/sh\necho clang version 14.0.6\n' >'{machine.Bin}/clang'; /bin/chmod 755 '{machine.Bin}/clang'
            """);

        await EnsureAsync(machine);

        machine.Commands.Should().Equal($"{Install} clang", $"{Install} clang");
        machine.Reporter.Messages.Should().Contain("apt-get is at work for someone else; waiting for it.");
    }

    [Fact]
    public async Task The_manager_is_kept_from_asking_questions()
    {
        using var machine = new TestMachine().WithCompilerExcept("clang").WithFreshPackageLists().WithEnv();
        machine.WithProgram(
            "apt-get",
            $"echo $DEBIAN_FRONTEND >'{machine.Log}'; printf '#!/bin/sh\\necho clang version 14.0.6\\n' >'{machine.Bin}/clang'; /bin/chmod 755 '{machine.Bin}/clang'");

        await EnsureAsync(machine);

        machine.Commands.Should().Equal("noninteractive");
    }

    [Fact]
    public async Task A_user_without_a_terminal_is_stopped_with_the_commands()
    {
        using var machine = new TestMachine().WithCompilerExcept("clang", "ld.lld").WithRecorded("apt-get");
        machine.Facts = machine.Facts with { IsPrivileged = false };

        var failure = await FailureOf(machine);

        failure.Code.Should().Be(MachineErrors.PrerequisiteMissing);
        failure.Subject.Should().Be("clang, lld");
        failure.Cause.Should().Be("clang is not installed\nlld is not installed");
        failure.Fix.Should().StartWith($"sudo apt-get update\nsudo {Install} clang lld\n").And.EndWith("--setup=auto");
        machine.Commands.Should().BeEmpty();
    }

    [Fact]
    public async Task A_person_at_the_terminal_is_asked_and_a_no_changes_nothing()
    {
        using var machine = new TestMachine { Prompt = new ScriptedPrompt(answer: false) }.WithCompilerExcept("clang").WithRecorded("apt-get");
        machine.Facts = machine.Facts with { HasTerminal = true };

        var failure = await FailureOf(machine);

        failure.Code.Should().Be(MachineErrors.PrerequisiteMissing);
        machine.Prompt.Questions.Should().Equal("clang is not installed\nInstall clang with apt-get?");
        machine.Commands.Should().BeEmpty();
    }

    [Fact]
    public async Task A_yes_at_the_terminal_installs_through_sudo()
    {
        using var machine = new TestMachine().WithCompilerExcept("clang").WithFreshPackageLists().WithAptThatInstalls("clang")
            .WithProgram("sudo", "exec \"$@\"");
        machine.Facts = machine.Facts with { HasTerminal = true, IsPrivileged = false };

        await EnsureAsync(machine);

        machine.Prompt.Questions.Should().ContainSingle();
        machine.Commands.Should().Equal($"{Install} clang");
    }

    [Fact]
    public async Task Setup_auto_without_a_terminal_uses_sudo_only_where_it_asks_no_password()
    {
        using var machine = new TestMachine { Setup = "auto" }.WithCompilerExcept("clang").WithFreshPackageLists().WithAptThatInstalls("clang")
            .WithProgram("sudo", "[ \"$1\" = -n ] || exit 1; shift; exec \"$@\"")
            .WithProgram("true", ":");
        machine.Facts = machine.Facts with { IsPrivileged = false };
        await EnsureAsync(machine);
        machine.Commands.Should().Equal($"{Install} clang");

        File.Delete(Path.Join(machine.Bin, "clang"));
        machine.WithProgram("sudo", "echo 'sudo: a password is required' >&2; exit 1");

        (await FailureOf(machine)).Code.Should().Be(MachineErrors.PrerequisiteMissing);
    }

    [Fact]
    public async Task A_compiler_that_is_too_old_is_named_with_both_versions()
    {
        using var machine = new TestMachine { Setup = "never" }.WithCompilerExcept("clang").WithTool("clang", "11.0.1").WithProgram("apt-get", ":");

        var failure = await FailureOf(machine);

        failure.Code.Should().Be(MachineErrors.PrerequisiteTooOld);
        failure.Cause.Should().Be($"clang is 11.0.1 ({machine.Bin}/clang); wanted is >= 14.0");
    }

    [Fact]
    public async Task A_system_whose_manager_is_unknown_is_told_so()
    {
        using var machine = new TestMachine().WithCompilerExcept("clang");

        (await FailureOf(machine)).Code.Should().Be(MachineErrors.NoPackageManager);
    }

    [Fact]
    public async Task A_foreign_emulator_that_cannot_be_had_is_a_warning_only()
    {
        using var machine = new TestMachine().WithEnv().WithRecorded("apt-get", "exit 100");

        await machine.Services.Setup.EnsureAsync(Needs.RunForeign, ["aarch64"], default);

        machine.Reporter.Warnings.Should().Contain(warning => warning.Contains("qemu-user-static"))
            .And.Contain(warning => warning.StartsWith("Programs for aarch64 cannot be run"));
    }

    [Fact]
    public async Task A_missing_engine_is_installed_only_where_no_daemon_answers()
    {
        using var machine = new TestMachine { Setup = "never" }.WithTool("docker", "28.2.2").WithProgram("apt-get", ":");
        var failure = await FailureOf(machine, Needs.Docker);
        failure.Code.Should().Be(MachineErrors.PrerequisiteMissing);
        failure.Subject.Should().Be("docker engine");
        failure.Fix.Should().Contain("docker.io");

        using var daemon = new PingServer(machine.DockerSocket, PingServer.Docker20);

        await machine.Services.Setup.EnsureAsync(Needs.Docker, ["x86_64"], default);
    }

    private static Task EnsureAsync(TestMachine machine, Needs needs = Needs.Compile | Needs.Toolchain) =>
        machine.Services.Setup.EnsureAsync(needs, ["x86_64"], default);

    private static async Task<BuildException> FailureOf(TestMachine machine, Needs needs = Needs.Compile | Needs.Toolchain)
    {
        var ensure = () => EnsureAsync(machine, needs);
        return (await ensure.Should().ThrowAsync<BuildException>()).Which;
    }
}
