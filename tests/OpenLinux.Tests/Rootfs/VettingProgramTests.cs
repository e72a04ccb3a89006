using OpenLinux.Configuration;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Oci;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.Tests.Rootfs;

/// <summary>Programs as the compiler makes them, each with one fault, under the repository's own policy.</summary>
public sealed class VettingProgramTests
{
    private static readonly string[] Targets = ["x86_64-linux-gnu", "aarch64-linux-gnu"];

    private static readonly Fault[] AllFaults =
    [
        new("pie", "OL430", "ET_EXEC", "-fno-pie", "-static"),
        new("relro", "OL431", "PT_GNU_RELRO", "-Wl,-z,norelro"),
        new("bind_now", "OL432", "DF_BIND_NOW", "-Wl,-z,lazy"),
        new("nx", "OL433", "PT_GNU_STACK with PF_X", "-Wl,-z,execstack"),
        new("nx", "OL433", "no PT_GNU_STACK", "-Wl,-z,nognustack"),
        new("nx", "OL433", "PF_W and PF_X", "-DASSEMBLER=\".section .mixed,\\\"awx\\\"; .byte 0; .text\""),
        new("text_relocations", "OL434", "DT_TEXTREL", "-DASSEMBLER=\".text; .quad where\"", "-Wl,-z,notext"),
    ];

    public static TheoryData<string> Architectures => [.. Targets];

    public static TheoryData<string, int> Faults
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var target in Targets)
            {
                for (var index = 0; index < AllFaults.Length; index++)
                {
                    data.Add(target, index);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void A_hardened_program_breaks_no_rule(string target) =>
        Vetted(target, Programs.Hardened(target)).Findings.Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_program_with_one_fault_breaks_one_rule(string target, int index)
    {
        var fault = AllFaults[index];

        var finding = Vetted(target, Programs.Hardened(target, fault.Flags)).Only(fault.Code);

        finding.Rule.Should().Be(fault.Rule);
        finding.Path.Should().Be("/bin/program");
        finding.Cause.Should().Contain(fault.Cause);
        finding.Severity.Should().Be(Severity.Error);
        finding.ToString().Should().EndWith($"[vetting.{fault.Rule}]");
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void A_program_with_symbols_tells_that_its_compiler_was_not_asked_to_protect_it(string target)
    {
        var report = Vetted(target, Programs.Unprotected(target));

        report.Codes().Should().Equal("OL435 /bin/program", "OL436 /bin/program");
        report.Findings.Select(finding => finding.Rule).Should().Equal("stack_protector", "fortify");
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Of_a_stripped_program_that_cannot_be_told_and_is_no_error(string target)
    {
        var report = Vetted(target, Programs.Unprotected(target, "-Wl,--strip-all"));

        report.Codes().Should().Equal("OL435 /bin/program", "OL436 /bin/program");
        report.Findings.Should().NotBeEmpty().And.OnlyContain(finding => finding.Severity == Severity.Note && finding.Cause.StartsWith("cannot be told"));
        report.HasErrors.Should().BeFalse();
    }

    [Fact]
    public void A_rule_can_warn_or_be_silent()
    {
        var program = Programs.Hardened(Targets[0], "-Wl,-z,lazy");

        var warned = Inspected(program, Samples.Strict.With("bind_now", RuleLevel.Warn));
        var silent = Inspected(program, Samples.Strict.With("bind_now", RuleLevel.Off));

        warned.Only("OL432").Severity.Should().Be(Severity.Warning);
        warned.HasErrors.Should().BeFalse();
        silent.Findings.Should().BeEmpty();
    }

    [Fact]
    public void A_shared_library_is_no_program_at_a_fixed_address()
    {
        var library = Programs.NeedingLibrary("int answer(void); int twice(void){return 2*answer();}", "-shared", "-Wl,-z,lazy");

        Inspected(library, Samples.Strict.With("static", RuleLevel.Off)).Codes().Should().Equal("OL432 /bin/program", "OL435 /bin/program");
    }

    [Fact]
    public void An_object_file_is_not_run_and_so_not_judged() =>
        Inspected(Programs.Compile(Targets[0], "int x(void){return 1;}", "-c"), Samples.Strict).Findings.Should().BeEmpty();

    private static InspectionReport Vetted(string target, byte[] program) => Inspected(program, Samples.For(target));

    private static InspectionReport Inspected(byte[] program, InspectionPolicy policy) =>
        Inspect.Tar(TarBytes.Whole().File("bin/program", program, 0b111_101_101), policy);

    private sealed record Fault(string Rule, string Code, string Cause, params string[] Flags);
}
