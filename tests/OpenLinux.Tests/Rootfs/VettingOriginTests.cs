using OpenLinux.Configuration;
using OpenLinux.Engine.Content;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Oci;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.Tests.Rootfs;

/// <summary>What is known of a root filesystem of ours beyond its tarball: who gives each path, and the debug files.</summary>
public sealed class VettingOriginTests : IDisposable
{
    private const string Target = "x86_64-linux-gnu";

    private readonly EngineFolder engine = new();

    public void Dispose() => engine.Dispose();

    [Fact]
    public async Task A_finding_names_the_component()
    {
        var report = await VetAsync(
            TarBytes.Whole().File("bin/program", Programs.Hardened(Target, "-Wl,-z,lazy"), 0b111_101_101),
            Owned(("bin/program", "tools")));

        var finding = report.Only("OL432");
        finding.Component.Should().Be("tools");
        finding.ToString().Should().Contain("/bin/program (tools): ").And.EndWith("[vetting.bind_now]");
        InspectionReportJson.Read(InspectionReportJson.Write(report)).Should().BeEquivalentTo(report);
    }

    [Fact]
    public async Task A_component_keeps_to_its_budget()
    {
        var tar = TarBytes.Whole().File("bin/large", new byte[700]).File("bin/small", new byte[301]).File("bin/other", new byte[2000]);
        var origins = Owned(("bin/large", "tools"), ("bin/small", "tools"), ("bin/other", "others"));

        var finding = (await VetAsync(tar, origins, Budget(("tools", 1000)))).Only("OL439");
        var kept = await VetAsync(tar, origins, Budget(("tools", 1001)));

        finding.Should().BeEquivalentTo(new { Path = "/bin/large", Component = "tools", Rule = "size", Severity = Severity.Error });
        finding.Cause.Should().Be("tools has 1,001 bytes, its budget is 1,000; this file has most of them");
        kept.Findings.Should().BeEmpty();
    }

    [Fact]
    public async Task A_budget_for_nobody_is_told()
    {
        var finding = (await VetAsync(TarBytes.Whole(), Owned(("bin/sh", "shell")), Budget(("shel", 1000)))).Only("OL417");

        finding.Should().BeEquivalentTo(new { Path = "budget.shel", Rule = "size", Severity = Severity.Warning });
    }

    [Fact]
    public async Task A_component_may_be_let_off_a_rule_and_no_other_is()
    {
        var tar = TarBytes.Whole()
            .File("bin/old", Programs.Hardened(Target, "-Wl,-z,lazy"), 0b111_101_101)
            .File("bin/new", Programs.Hardened(Target, "-Wl,-z,lazy"), 0b111_101_101);
        var origins = Owned(("bin/old", "old"), ("bin/new", "new"));

        var findings = (await VetAsync(tar, origins, Allowing("bind_now", "old"))).Findings.Where(finding => finding.Code.Id == "OL432").ToList();
        var otherRule = await VetAsync(tar, origins, Allowing("pie", "old"));
        var nobodys = await VetAsync(tar, RootfsOrigins.Unknown, Allowing("bind_now", "old"));

        findings.Should().HaveCount(2);
        findings.Single(finding => finding.Component == "old").Should().BeEquivalentTo(new { Severity = Severity.Note, Path = "/bin/old" });
        findings.Single(finding => finding.Component == "new").Severity.Should().Be(Severity.Error);
        otherRule.Findings.Where(finding => finding.Severity == Severity.Error).Should().HaveCount(2);
        nobodys.Findings.Where(finding => finding.Severity == Severity.Error).Should().HaveCount(2);
    }

    [Fact]
    public async Task What_is_allowed_to_nobody_is_told()
    {
        var finding = (await VetAsync(TarBytes.Whole(), Owned(("bin/sh", "shell")), Allowing("pie", "shel"))).Only("OL417");

        finding.Should().BeEquivalentTo(new { Path = "allowed.pie: shel", Severity = Severity.Warning });
    }

    [Fact]
    public void What_is_allowed_is_in_the_key()
    {
        Allowing("pie", "old").ToArguments().Should().NotEqual(Allowing("pie", "new").ToArguments());
        Allowing("pie", "old").ToArguments().Should().NotEqual(Allowing("nx", "old").ToArguments());
    }

    [Fact]
    public async Task Of_a_tarball_that_nobody_knows_no_budget_is_held() =>
        (await VetAsync(TarBytes.Whole(), RootfsOrigins.Unknown, Budget(("busybox", 0)))).Findings.Should().BeEmpty();

    [Fact]
    public async Task A_translation_unit_without_protection_is_named()
    {
        var (program, debug) = Linked(("careful.c", 2, 2), ("careless.c", 0, 0), ("forgetful.c", 2, 0));

        var report = await VetAsync(
            TarBytes.Whole().File("bin/program", program, 0b111_101_101),
            new RootfsOrigins(new Dictionary<string, string> { ["bin/program"] = "tools" }, FileTree.Empty.With("bin/program.debug", engine.File(debug))));

        report.Codes().Should().Equal("OL435 /bin/program", "OL436 /bin/program");
        report.Findings[0].Cause.Should().Be("2 of 3 translation units, careless.c, forgetful.c among them, were compiled without it");
        report.Findings[1].Cause.Should().Be("1 of 3 translation units, careless.c among them, were compiled without it");
        report.Findings.Should().NotBeEmpty().And.OnlyContain(finding => finding.Component == "tools");
    }

    [Fact]
    public async Task A_program_of_ours_whose_debug_file_has_no_marks_is_not_taken_for_protected()
    {
        var (program, debug) = Linked(("unmarked.c", null, null));

        var report = await VetAsync(
            TarBytes.Whole().File("bin/program", program, 0b111_101_101),
            new RootfsOrigins(new Dictionary<string, string>(), FileTree.Empty.With("bin/program.debug", engine.File(debug))));

        report.Codes().Should().Equal("OL435 /bin/program", "OL436 /bin/program");
        report.Findings[1].Cause.Should().Contain("src/lib/fortify");
    }

    [Fact]
    public async Task The_cached_result_is_that_of_this_policy_and_of_this_knowledge()
    {
        var tarball = engine.File(TarBytes.Whole().Gzip()).Content;
        var (_, debug) = Linked(("a.c", 2, 2));
        InspectionPolicy[] policies =
        [
            Samples.Strict,
            Samples.Strict.With("pie", RuleLevel.Warn),
            Budget(("tools", 1)),
            Samples.Strict with { Vetting = Samples.Strict.Vetting with { Setuid = ["/bin/su"] } },
            Samples.Strict with { Vetting = Samples.Strict.Vetting with { BuildPaths = [] } },
            Samples.Strict with { Vetting = Samples.Strict.Vetting with { Secrets = [] } },
        ];
        RootfsOrigins[] knowledge =
        [
            Owned(("bin/sh", "shell")),
            Owned(("bin/sh", "other")),
            new(new Dictionary<string, string>(), FileTree.Empty.With("bin/sh.debug", engine.File(debug))),
        ];
        var steps = policies.Select(policy => InspectionStep.Inspect(tarball, policy, RootfsOrigins.Unknown))
            .Concat(knowledge.Select(origins => InspectionStep.Inspect(tarball, Samples.Strict, origins)))
            .ToList();

        foreach (var step in steps)
        {
            (await engine.Services.Engine.RunAsync(step, default)).Cached.Should().BeFalse();
        }

        foreach (var step in steps)
        {
            (await engine.Services.Engine.RunAsync(step, default)).Cached.Should().BeTrue();
        }
    }

    private static RootfsOrigins Owned(params (string Path, string Owner)[] paths) =>
        new(paths.ToDictionary(path => path.Path, path => path.Owner), FileTree.Empty);

    private static InspectionPolicy Allowing(string rule, string component) => WithoutBudget with
    {
        Vetting = WithoutBudget.Vetting with { Allowed = new Dictionary<string, IReadOnlyList<string>> { [rule] = [component] } },
    };

    private static InspectionPolicy Budget(params (string Component, long Bytes)[] budget) => Samples.Strict with
    {
        Vetting = Samples.Strict.Vetting with { Budget = budget.ToDictionary(entry => entry.Component, entry => entry.Bytes) },
    };

    private async Task<InspectionReport> VetAsync(TarBytes tar, RootfsOrigins origins, InspectionPolicy? policy = null)
    {
        var step = InspectionStep.Inspect(engine.File(tar.Gzip()).Content, policy ?? WithoutBudget, origins);
        return InspectionStep.ReportOf(await engine.Services.Engine.RunAsync(step, default), policy ?? WithoutBudget, origins);
    }

    private static InspectionPolicy WithoutBudget => Budget();

    /// <summary>A stripped program of files that carry the marks of src/lib/fortify with these values, or none, and its debug file.</summary>
    private static (byte[] Program, byte[] Debug) Linked(params (string File, int? Fortify, int? StackProtector)[] files)
    {
        using var folder = new TestFolder();
        foreach (var (file, fortify, protector) in files)
        {
            var start = file == files[0].File ? "void _start(void){for(;;);}" : $"int {file[..^2]};";
            folder.Write(file, System.Text.Encoding.UTF8.GetBytes($"{Mark("__fortify_source", fortify)}{Mark("__stack_protector", protector)}{start}\n"));
        }

        Tool.Run(
            "clang",
            [$"--target={Target}", "-O1", "-g", "-nostdlib", "-fPIE", "-static-pie", "-fuse-ld=lld", "-Wl,-z,now", "-o", "program", .. files.Select(file => file.File)],
            folder.Path);
        Tool.Run("llvm-objcopy", ["--only-keep-debug", "program", "program.debug"], folder.Path);
        Tool.Run("llvm-strip", ["--strip-all", "program"], folder.Path);
        return (File.ReadAllBytes(folder.PathOf("program")), File.ReadAllBytes(folder.PathOf("program.debug")));
    }

    private static string Mark(string name, int? level) => level is null ? "" : $"__asm__(\".set {name}, {level}\");";
}
