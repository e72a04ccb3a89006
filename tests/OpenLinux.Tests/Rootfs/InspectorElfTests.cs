using System.Buffers.Binary;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Oci;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.Tests.Rootfs;

/// <summary>Programs as the compiler makes them, inside a tarball.</summary>
public sealed class InspectorElfTests
{
    private const string CallsLibrary = "int answer(void); void _start(void){answer();for(;;);}";

    [Fact]
    public void A_static_program_of_the_architecture_is_right() => Inspected(Programs.Static()).Findings.Should().BeEmpty();

    [Fact]
    public void A_static_program_that_can_be_placed_anywhere_is_static() =>
        Inspected(Programs.Compile("x86_64-linux-gnu", "void _start(void){for(;;);}", "-fPIE", "-static-pie")).Findings.Should().BeEmpty();

    [Theory]
    [InlineData("aarch64-linux-gnu", "64-bit little-endian AArch64")]
    [InlineData("i386-linux-gnu", "32-bit little-endian i386")]
    [InlineData("armv7-linux-gnueabihf", "32-bit little-endian ARM")]
    [InlineData("riscv64-linux-gnu", "64-bit little-endian RISC-V")]
    [InlineData("powerpc64-linux-gnu", "64-bit big-endian PowerPC64")]
    public void A_program_of_another_architecture_is_named_with_what_was_wanted(string target, string name) =>
        Inspected(Programs.Static(target)).Only("OL406").Cause.Should().Be($"it is for {name}; x86_64 wants 64-bit little-endian x86-64");

    [Fact]
    public void The_wanted_architecture_is_the_policys() =>
        Inspect.Tar(
                TarBytes.Whole().File("bin/program", Programs.Static("aarch64-linux-gnu"), 0b111_101_101),
                Samples.Policy with { Architecture = Samples.X8664 with { Name = "aarch64", ElfMachine = 183 } })
            .Findings.Should().BeEmpty();

    [Fact]
    public void A_program_with_an_interpreter_is_dynamic() =>
        Inspected(Programs.Compile("x86_64-linux-gnu", "void _start(void){for(;;);}", "-fPIE", "-pie", "-Wl,--dynamic-linker=/lib/ld-musl-x86_64.so.1"))
            .Only("OL407").Cause.Should().Be("it asks for /lib/ld-musl-x86_64.so.1 (PT_INTERP)");

    [Fact]
    public void An_interpreter_whose_name_does_not_end_within_the_file_is_one()
    {
        // The first program header as PT_INTERP, from the file's start to behind its end.
        var program = SmallElf.Bytes();
        program[64] = 3;
        BinaryPrimitives.WriteInt64LittleEndian(program.AsSpan(64 + 32), program.Length + 1);

        Inspected(program).Only("OL407").Cause.Should().Be("it asks for a dynamic linker (PT_INTERP)");
    }

    [Fact]
    public void A_library_that_needs_another_is_dynamic() =>
        Inspected(Programs.NeedingLibrary("int answer(void); int twice(void){return 2*answer();}", "-shared"))
            .Only("OL407").Cause.Should().Be("it asks for 1 shared library (DT_NEEDED)");

    [Fact]
    public void A_dynamic_section_far_behind_the_start_is_found()
    {
        var program = Programs.NeedingLibrary("const char padding[300000]={1}; int answer(void); int twice(void){return padding[answer()];}", "-shared");

        DynamicOffset(program).Should().BeGreaterThan(64 * 1024);
        Inspected(program).Only("OL407").Cause.Should().Be("it asks for 1 shared library (DT_NEEDED)");
    }

    [Fact]
    public void A_program_linked_against_a_library_by_the_machines_own_linker_is_dynamic() =>
        Inspected(Programs.NeedingLibrary(CallsLibrary, "-pie", "-Wl,--dynamic-linker=/lib64/ld-linux-x86-64.so.2")).Only("OL407");

    [Fact]
    public void Program_headers_where_no_linker_puts_them_are_not_trusted()
    {
        var program = Programs.Static();
        BitConverter.TryWriteBytes(program.AsSpan(32), 1L << 40);

        Inspected(program).Only("OL407").Cause.Should().Be("whether it is cannot be told: its program headers lie where no linker puts them");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void A_header_that_only_the_kernel_takes_is_refused(int index)
    {
        // Linux on x86-64 looks at neither EI_CLASS nor EI_DATA: the program runs.
        var program = Programs.NeedingLibrary(CallsLibrary, "-pie", "-Wl,--dynamic-linker=/lib64/ld-linux-x86-64.so.2");
        program[index] = 9;

        Inspected(program).Only("OL406").Cause.Should().Contain("its ELF header is malformed");
        Inspected(program[..60]).Only("OL406");
    }

    [Fact]
    public void Headers_that_lie_are_refused_where_dynamic_programs_are_not()
    {
        var program = Programs.Static();
        BitConverter.TryWriteBytes(program.AsSpan(32), 1L << 40);

        Inspect.Tar(
                TarBytes.Whole().File("bin/program", program, 0b111_101_101),
                Samples.Policy.With("static", OpenLinux.Configuration.RuleLevel.Off))
            .Only("OL407").Severity.Should().Be(Severity.Error);
    }

    [Fact]
    public void A_dynamic_section_beyond_the_end_is_not_trusted()
    {
        var program = Programs.NeedingLibrary("int answer(void); int twice(void){return 2*answer();}", "-shared");

        Inspected(program[..(int)DynamicOffset(program)]).Only("OL407").Cause.Should().Contain("beyond the end of the file");
    }

    [Fact]
    public void What_is_no_program_is_not_looked_into() => Inspected("\u007fELF but not really"u8.ToArray()).Findings.Should().BeEmpty();

    [Fact]
    public void Damage_anywhere_in_a_program_never_stops_the_inspection()
    {
        var program = Programs.NeedingLibrary("int answer(void); int twice(void){return 2*answer();}", "-shared");

        for (var index = 0; index < 1024; index++)
        {
            var damaged = (byte[])program.Clone();
            damaged[index] = 0xff;

            Inspected(damaged).Summary.DiffId.Should().NotBeNull();
        }
    }

    private static InspectionReport Inspected(byte[] program) =>
        Inspect.Tar(TarBytes.Whole().File("bin/program", program, 0b111_101_101));

    private static long DynamicOffset(byte[] program)
    {
        using var folder = new TestFolder();
        var dynamic = Tool.Run("llvm-readelf", ["-lW", folder.Write("program", program)])
            .Split('\n').Single(line => line.TrimStart().StartsWith("DYNAMIC", StringComparison.Ordinal));
        return Convert.ToInt64(dynamic.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], 16);
    }
}
