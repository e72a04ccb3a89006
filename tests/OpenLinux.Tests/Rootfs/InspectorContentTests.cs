using OpenLinux.Common.Errors;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Oci;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.Tests.Rootfs;

/// <summary>What the image's configuration and its users will look for.</summary>
public sealed class InspectorContentTests
{
    private const int Executable = 0b111_101_101;

    private static readonly InspectionPolicy ShellOnly = Samples.Policy with { Required = [], SearchPath = [], Entrypoint = [], Cmd = [] };

    [Fact]
    public void A_rootfs_without_a_shell_is_refused() =>
        Inspect.Tar(new TarBytes().File("etc/passwd", ""), ShellOnly).Only("OL405").Cause.Should().Be("the root filesystem does not hold it");

    [Fact]
    public void A_shell_that_may_not_be_executed_is_none() =>
        Inspect.Tar(new TarBytes().File("bin/sh", ""), ShellOnly).Only("OL405").Cause.Should().Be("its mode is 0644, which nobody may execute");

    [Fact]
    public void A_shell_that_is_a_dangling_link_is_none() =>
        Inspect.Tar(new TarBytes().Symlink("bin/sh", "busybox"), ShellOnly).Only("OL405").Cause
            .Should().Be("it is a symlink to busybox, which is not there");

    [Fact]
    public void A_shell_that_is_a_loop_of_links_is_none() =>
        Inspect.Tar(new TarBytes().Symlink("bin/sh", "ash").Symlink("bin/ash", "sh"), ShellOnly).Only("OL405").Cause
            .Should().Be("it is a symlink to ash, which is a loop of symlinks");

    [Fact]
    public void A_shell_that_is_a_directory_is_none() =>
        Inspect.Tar(new TarBytes().Directory("bin/sh"), ShellOnly).Only("OL405").Cause.Should().Be("it is not a regular file");

    [Theory]
    [InlineData("busybox")]
    [InlineData("/usr/bin/busybox")]
    [InlineData("../usr/bin/busybox")]
    public void A_shell_behind_links_is_found_inside_the_archive(string target) =>
        Inspect.Tar(
            new TarBytes().Symlink("bin", "usr/bin").File("usr/bin/busybox", "", Executable).Symlink("usr/bin/sh", target.Replace("../usr", "..", StringComparison.Ordinal)),
            ShellOnly).Findings.Should().BeEmpty();

    [Fact]
    public void A_missing_required_file_is_named() =>
        Inspect.Tar(TarBytes.Whole(), Samples.Policy with { Required = ["/etc/passwd", "/etc/group"] }).Only("OL408").Path.Should().Be("/etc/group");

    [Fact]
    public void A_search_path_must_lead_to_directories() =>
        Inspect.Tar(TarBytes.Whole(), Samples.Policy with { SearchPath = ["/bin", "/usr/bin", "/bin/sh", "relative"] })
            .Codes().Should().Equal("OL409 /usr/bin", "OL409 /bin/sh", "OL409 relative");

    [Theory]
    [InlineData("/sbin/nothing", "image.entrypoint names it; the root filesystem does not hold it")]
    [InlineData("nothing", "image.entrypoint names it; no directory of PATH (/bin:/sbin) has an executable of that name")]
    [InlineData("./init", "image.entrypoint names it; the root filesystem does not hold it")]
    public void An_entrypoint_that_is_not_there_is_refused(string entrypoint, string cause) =>
        Inspect.Tar(TarBytes.Whole(), Samples.Policy with { Entrypoint = [entrypoint] }).Only("OL409").Cause.Should().Be(cause);

    [Theory]
    [InlineData("init", "/")]
    [InlineData("./init", "/sbin")]
    [InlineData("sbin/init", "")]
    public void An_entrypoint_is_looked_up_as_the_kernel_would(string entrypoint, string workdir) =>
        Inspect.Tar(TarBytes.Whole(), Samples.Policy with { Entrypoint = [entrypoint], Workdir = workdir }).Findings.Should().BeEmpty();

    [Fact]
    public void A_command_that_is_an_argument_of_the_entrypoint_is_no_program()
    {
        Inspect.Tar(TarBytes.Whole(), Samples.Policy with { Entrypoint = ["/bin/sh"], Cmd = ["verbose"] }).Findings.Should().BeEmpty();
        Inspect.Tar(TarBytes.Whole(), Samples.Policy with { Entrypoint = ["/sbin/init", "nice"], Cmd = ["verbose"] }).Findings.Should().BeEmpty();
        Inspect.Tar(TarBytes.Whole(), Samples.Policy with { Entrypoint = [], Cmd = ["verbose"] }).Only("OL409");
        Inspect.Tar(TarBytes.Whole(), Samples.Policy with { Cmd = ["/bin/nothing"] }).Only("OL409");
    }

    [Fact]
    public void A_command_for_init_is_looked_up_as_init_does()
    {
        Inspect.Tar(TarBytes.Whole(), Samples.Policy with { Cmd = ["sh", "-c", "ls"] }).Findings.Should().BeEmpty();
        Inspect.Tar(TarBytes.Whole(), Samples.Policy with { Cmd = ["./sh"], Workdir = "/bin" }).Findings.Should().BeEmpty();
        Inspect.Tar(TarBytes.Whole(), Samples.Policy with { Cmd = ["nope"] }).Only("OL409").Cause
            .Should().Be("image.cmd names it; no directory of PATH (/bin:/sbin) has an executable of that name");
    }

    [Fact]
    public void A_name_cannot_speak_to_the_terminal_or_to_the_log()
    {
        var report = Inspect.Tar(
            TarBytes.Whole().File("etc/\u001b[2J\n::error::x\u202e\u0085", "", 0b100_111_101_101).Symlink("etc/\r", "../../\u001b]0;"));

        report.Codes().Should().Equal("OL411 /etc/\\x1b[2J\\x0a::error::x\\u202e\\u0085", "OL404 /etc/\\x0d");
        report.Findings[1].Cause.Should().StartWith("it is a symlink to ../../\\x1b]0;,");
        report.Summary.Setuid.Should().Equal(report.Findings[0].Path);
    }

    [Fact]
    public void All_errors_are_told_at_once_under_the_code_of_the_first()
    {
        var report = Inspect.Tar(new TarBytes().File("/abs", ""), Samples.Policy);

        var failure = report.Invoking(it => it.ThrowIfErrors("build/rootfs.tar.gz")).Should().Throw<BuildException>().Which;

        failure.Code.Id.Should().Be("OL404");
        failure.Message.Should().ContainAll("/abs in build/rootfs.tar.gz", "OL405", "OL408", "OL409", "tar -C ROOT");
    }

    [Fact]
    public void A_report_survives_its_json()
    {
        var report = Inspect.Tar(TarBytes.Whole().File("a \"quoted\"\n\u00e9", "", 0b100_111_101_101).File("/x", ""));

        var read = InspectionReportJson.Read(InspectionReportJson.Write(report));

        read.Should().BeEquivalentTo(report, options => options.ComparingByValue<ErrorCode>());
        read.Findings.Select(finding => finding.ToString()).Should().Equal(report.Findings.Select(finding => finding.ToString()));
    }

    [Fact]
    public async Task A_tarball_already_vetted_is_not_read_again()
    {
        using var engine = new EngineFolder();
        var tarball = engine.File(TarBytes.Whole().File("/abs", "").Gzip()).Content;
        var step = InspectionStep.Inspect(tarball, Samples.Policy, RootfsOrigins.Unknown);

        var first = await engine.Services.Engine.RunAsync(step, default);
        var second = await engine.Services.Engine.RunAsync(InspectionStep.Inspect(tarball, Samples.Policy, RootfsOrigins.Unknown), default);
        var stricter = await engine.Services.Engine.RunAsync(InspectionStep.Inspect(tarball, Samples.Policy with { Shell = "/bin/bash" }, RootfsOrigins.Unknown), default);

        (first.Cached, second.Cached, stricter.Cached).Should().Be((false, true, false));
        InspectionStep.ReportOf(second, Samples.Policy, RootfsOrigins.Unknown).Codes().Should().Equal("OL404 /abs");
        InspectionStep.ReportOf(stricter, Samples.Policy, RootfsOrigins.Unknown).Codes().Should().Equal("OL404 /abs", "OL405 /bin/bash");
    }
}
