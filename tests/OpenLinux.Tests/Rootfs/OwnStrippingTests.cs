using System.Buffers.Binary;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Rootfs;
using OpenLinux.Rootfs.Stripping;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.Tests.Rootfs;

/// <summary>Stripping without a program of a toolchain, as those of others read what it makes.</summary>
public sealed class OwnStrippingTests : IDisposable
{
    private const string Path = "bin/program";
    private const string Source =
        "static int table[300] = {1}; static int twice(int x){return 2*x+table[x];} __attribute__((noinline)) int marker(int x){return twice(x);} "
        + "void _start(void){marker(1);for(;;);}";

    private readonly EngineFolder engine = new();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("x86_64-linux-gnu")]
    [InlineData("aarch64-linux-gnu")]
    [InlineData("riscv64-linux-gnu")]
    [InlineData("i686-linux-gnu")]
    [InlineData("powerpc-linux-gnu")]
    public async Task Others_find_nothing_to_object_to_in_program_and_debug_file(string target)
    {
        var bytes = Programs.Compile(target, Source, "-static", "-Wl,--build-id=sha1");
        var program = engine.File(bytes, 0b100_111_101_101);
        var outcome = await StripAsync(program);
        var stripped = StripStep.ProgramOf(outcome, program);
        var here = await WriteAsync(stripped, "bin/program");
        var debug = await WriteAsync(StripStep.DebugOf(outcome, Path)!, "bin/program.debug");

        stripped.Mode.Should().Be(program.Mode);
        stripped.Content.SizeBytes.Should().BeLessThan(bytes.Length);
        foreach (var file in (string[])[here, debug])
        {
            Complaints(file).Should().BeEmpty();
        }

        var sections = Tool.Run("readelf", ["-SW", here]);
        sections.Should().Contain(".gnu_debuglink").And.Contain(".text").And.NotContainAny(".symtab", ".strtab", ".debug_", ".comment");
        (await File.ReadAllTextAsync(here, System.Text.Encoding.Latin1, TestContext.Current.CancellationToken)).Should().NotContain("program.c");
        Notes(debug).Should().Contain("Build ID").And.Be(Notes(here));
        Tool.Run("readelf", ["-sW", debug]).Should().Contain(" marker");
        Tool.Run("readelf", ["--debug-dump=info", debug]).Should().Contain("DW_TAG_subprogram");
    }

    [Fact]
    public async Task What_is_loaded_is_what_llvm_strip_leaves()
    {
        var bytes = Programs.Compile("x86_64-linux-gnu", Source, "-fPIE", "-static-pie", "-Wl,--build-id=sha1", "-Wl,-z,relro", "-Wl,-z,now");
        var program = engine.File(bytes, FileNode.Executable);
        var here = await WriteAsync(StripStep.ProgramOf(await StripAsync(program), program), "bin/program");
        var theirs = await WriteAsync(program, "theirs");

        Tool.Run("llvm-strip", ["--strip-all", theirs]);

        Tool.Run("readelf", ["-lW", here]).Should().Be(Tool.Run("readelf", ["-lW", theirs]));
        foreach (var section in (string[])[".text", ".data", ".dynamic", ".note.gnu.build-id"])
        {
            Tool.Run("readelf", ["-x", section, here]).Should().Be(Tool.Run("readelf", ["-x", section, theirs]));
        }
    }

    [Fact]
    public async Task A_segment_that_nothing_loads_goes_where_its_section_goes()
    {
        // As later linkers lay out every RISC-V program (psABI, "Program Header Table": PT_RISCV_ATTRIBUTES).
        const string Layout =
            """
            PHDRS { code PT_LOAD; attributes 0x70000003; }
            SECTIONS { .text : { *(.text* .data* .sdata*) } :code .debug_info : { *(.debug_info) } .riscv.attributes : { *(.riscv.attributes) } :attributes }
            """;
        await File.WriteAllTextAsync(engine.PathOf("layout"), Layout, TestContext.Current.CancellationToken);
        var program = engine.File(Programs.Compile("riscv64-linux-gnu", Source, "-static", $"-Wl,-T,{engine.PathOf("layout")}"), FileNode.Executable);
        var outcome = await StripAsync(program);
        var here = await WriteAsync(StripStep.ProgramOf(outcome, program), "bin/program");
        var whole = await WriteAsync(program, "bin/whole");

        Complaints(here).Should().BeEmpty();
        Tool.Run("readelf", ["-lW", here]).Should().Contain("RISCV_ATTRIBUT").And.MatchRegex(@"\n\s+01\s+\.riscv\.attributes");
        Tool.Run("readelf", ["-AW", here]).Should().Contain("Tag_RISCV_arch").And.Be(Tool.Run("readelf", ["-AW", whole]));
        Tool.Run("readelf", ["-SW", here]).Should().NotContainAny(".symtab", ".debug_");
    }

    [Fact]
    public async Task A_debugger_stops_where_the_source_says_so()
    {
        var program = engine.File(Programs.Compile("x86_64-linux-gnu", Source, "-static", "-Wl,--build-id=sha1"), FileNode.Executable);
        var outcome = await StripAsync(program);
        var here = await WriteAsync(StripStep.ProgramOf(outcome, program), "bin/program");
        await WriteAsync(StripStep.DebugOf(outcome, Path)!, "bin/program.debug");

        Tool.Run("gdb", ["-nx", "-batch", "-ex", "info line marker", "-ex", "ptype marker", here])
            .Should().Contain("Line 1 of \"program.c\"").And.Contain("int (int)").And.NotContain("No symbol");
        Tool.Run("llvm-symbolizer", [$"--obj={here}", "0x" + Tool.Run("llvm-nm", [here + ".debug"]).Split('\n').Single(line => line.EndsWith(" marker", StringComparison.Ordinal))[..16]])
            .Should().Contain("marker\n").And.Contain("program.c:1");
    }

    [Fact]
    public async Task A_script_stays_as_it_is()
    {
        var script = engine.File("#!/bin/sh\n", FileNode.Executable);
        var outcome = await StripAsync(script);

        StripStep.ProgramOf(outcome, script).Should().Be(script);
        StripStep.DebugOf(outcome, Path).Should().BeNull();
    }

    [Fact]
    public async Task A_damaged_program_fails_by_name()
    {
        var whole = Programs.Static();
        foreach (var length in (int[])[70, 600, whole.Length - 40])
        {
            var strip = () => StripAsync(engine.File(whole[..length], FileNode.Executable));
            (await strip.Should().ThrowAsync<BuildException>()).Which.Should().Match<BuildException>(failure => failure.Code == RootfsErrors.Unstrippable && failure.Subject == Path);
        }
    }

    /// <param name="at">Of which section's header (Elf64_Shdr).</param>
    [Theory]
    [InlineData(4, 48, 1L << 62, "its sections come to more than it holds")]
    [InlineData(5, 4, 8L, "its sections have no names")]
    [InlineData(3, 24, 1L << 40, "a section lies outside of it")]
    public async Task What_a_section_says_of_itself_is_not_believed(int section, int at, long value, string expected)
    {
        var strip = () => StripAsync(engine.File(WithField(section, at, value), FileNode.Executable));

        (await strip.Should().ThrowAsync<BuildException>()).Which.Should().Match<BuildException>(failure => failure.Code == RootfsErrors.Unstrippable && failure.Cause == expected);
    }

    [Theory]
    [InlineData(1, 8, 0L)]
    [InlineData(2, 4, 7L | (6L << 32))]
    public async Task Notes_may_lie_at_one_address_or_at_none(int section, int at, long value)
    {
        var program = engine.File(WithField(section, at, value, 16, 0xb0), FileNode.Executable);

        StripStep.DebugOf(await StripAsync(program), Path).Should().NotBeNull();
    }

    private static byte[] WithField(int section, int at, long value, int alsoAt = 0, long also = 0)
    {
        var program = SmallElf.Bytes();
        var header = (int)BinaryPrimitives.ReadInt64LittleEndian(program.AsSpan(40)) + (section * 64);
        if (at == 4)
        {
            BinaryPrimitives.WriteInt32LittleEndian(program.AsSpan(header + at), (int)value);
        }
        else
        {
            BinaryPrimitives.WriteInt64LittleEndian(program.AsSpan(header + at), value);
        }

        if (alsoAt > 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(program.AsSpan(header + alsoAt), also);
        }

        return program;
    }

    private static string Complaints(string file) => string.Join('\n', Tool.Run("sh", ["-c", "readelf -aW \"$1\" 2>&1 >/dev/null", "sh", file]).Trim());

    private static string Notes(string file) => string.Join('\n', Tool.Run("readelf", ["-nW", file]).Split('\n').Where(line => line.Contains("Build ID", StringComparison.Ordinal)));

    private Task<ActionOutcome> StripAsync(FileNode program) => engine.Services.Engine.RunAsync(StripStep.Of(Path, program, "x86_64"), TestContext.Current.CancellationToken);

    private async Task<string> WriteAsync(FileNode file, string name)
    {
        var path = engine.PathOf(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        (await engine.Services.Store.WriteToAsync(file.Content, path, file.Mode)).Should().BeTrue();
        return path;
    }
}
