using OpenLinux.Common.Errors;
using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Rootfs.Stripping;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.Tests.Rootfs;

public sealed class StripStepTests : IDisposable
{
    private const string Path = "bin/program";
    private const string Source = "static int twice(int x){return 2*x;} int marker(int x){return twice(x);} void _start(void){marker(1);for(;;);}";

    private readonly EngineFolder engine = new();

    [Theory]
    [InlineData("x86_64-linux-gnu")]
    [InlineData("aarch64-linux-gnu")]
    public async Task A_program_loses_its_symbols_and_keeps_its_mode(string target)
    {
        var program = engine.File(Programs.Static(target, Source), 0b100_111_101_101);

        var stripped = StripStep.ProgramOf(await StripAsync(program), program);

        stripped.Mode.Should().Be(0b100_111_101_101);
        stripped.Content.SizeBytes.Should().BeLessThan(program.Content.SizeBytes);
        Tool.Run("llvm-readelf", ["-S", await WriteAsync(stripped, "program")])
            .Should().Contain(".gnu_debuglink").And.NotContainAny(".symtab", ".debug_info");
    }

    [Fact]
    public async Task A_debugger_finds_the_symbols_that_were_kept_aside()
    {
        var program = engine.File(Programs.Static(source: Source), FileNode.Executable);
        var outcome = await StripAsync(program);
        var stripped = await WriteAsync(StripStep.ProgramOf(outcome, program), "bin/program");
        var debug = await WriteAsync(StripStep.DebugOf(outcome, Path)!, "bin/program.debug");

        var address = Tool.Run("llvm-nm", [debug]).Split('\n').Single(line => line.EndsWith(" marker", StringComparison.Ordinal))[..16];

        Tool.Run("llvm-symbolizer", [$"--obj={stripped}", "0x" + address]).Should().Contain("marker\n").And.Contain("program.c:1");
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
    public async Task The_same_program_gives_the_same_bytes_in_another_cache()
    {
        using var other = new EngineFolder();
        var bytes = Programs.Static(source: Source);

        var here = await engine.Services.Engine.RunAsync(Step(engine.File(bytes, FileNode.Executable)), default);
        var there = await other.Services.Engine.RunAsync(Step(other.File(bytes, FileNode.Executable)), default);

        there.Cached.Should().BeFalse();
        there.Outputs.Nodes.Should().Equal(here.Outputs.Nodes);
    }

    [Fact]
    public async Task A_program_already_stripped_is_not_stripped_again()
    {
        var program = engine.File(Programs.Static(), FileNode.Executable);

        (await StripAsync(program)).Cached.Should().BeFalse();
        (await StripAsync(program)).Cached.Should().BeTrue();
    }

    [Fact]
    public async Task A_program_that_the_tools_refuse_fails_by_name()
    {
        var strip = () => StripAsync(engine.File(Programs.Static()[..600], FileNode.Executable));

        (await strip.Should().ThrowAsync<BuildException>()).WithMessage("OL301*bin/program*");
    }

    public void Dispose() => engine.Dispose();

    private static ActionSpec Step(FileNode program) => StripStep.Of(
        Path,
        program,
        "x86_64",
        new ToolchainConfiguration("clang", "ld.lld", "llvm-ar", "llvm-ranlib", "llvm-strip", "llvm-objcopy", [], []),
        new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
        new Dictionary<string, string>());

    private Task<ActionOutcome> StripAsync(FileNode program) => engine.Services.Engine.RunAsync(Step(program), default);

    private async Task<string> WriteAsync(FileNode file, string name)
    {
        var path = engine.PathOf(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        (await engine.Services.Store.WriteToAsync(file.Content, path, file.Mode)).Should().BeTrue();
        return path;
    }
}
