using OpenLinux.Engine.Content;
using OpenLinux.Engine.Diagnostics;
using OpenLinux.Images.Rootfs;
using OpenLinux.Tests.Images.Support;

namespace OpenLinux.Tests.Images;

public sealed class RootfsStripperTests : IDisposable
{
    private const string Source = "static int twice(int x){return 2*x;} int marker(int x){return twice(x);} void _start(void){marker(1);for(;;);}";

    private readonly EngineFolder engine = new();

    [Theory]
    [InlineData("x86_64-linux-gnu")]
    [InlineData("aarch64-linux-gnu")]
    public async Task Programs_lose_their_symbols_and_keep_their_modes(string target)
    {
        var tree = FileTree.Empty.With("bin/program", engine.File(Programs.Static(target, Source), 0b100_111_101_101));

        var stripped = await StripAsync(tree);

        var file = (FileNode)stripped.Tree.Nodes["bin/program"];
        file.Mode.Should().Be(0b100_111_101_101);
        file.Content.SizeBytes.Should().BeLessThan(((FileNode)tree.Nodes["bin/program"]).Content.SizeBytes);
        Tool.Run("llvm-readelf", ["-S", await PathOfAsync(file, "program")]).Should().Contain(".gnu_debuglink").And.NotContainAny(".symtab", ".debug_info");
    }

    [Fact]
    public async Task A_debugger_finds_the_symbols_that_were_kept_aside()
    {
        var stripped = await StripAsync(FileTree.Empty.With("bin/program", engine.File(Programs.Static(source: Source), FileNode.Executable)));

        var program = await PathOfAsync((FileNode)stripped.Tree.Nodes["bin/program"], "root/bin/program");
        await PathOfAsync((FileNode)stripped.Debug.Nodes["usr/lib/debug/bin/program.debug"], "root/bin/program.debug");

        var symbols = Tool.Run("llvm-nm", [engine.PathOf("root/bin/program.debug")]);
        var address = symbols.Split('\n').Single(line => line.EndsWith(" marker", StringComparison.Ordinal))[..16];
        Tool.Run("llvm-symbolizer", [$"--obj={program}", "0x" + address]).Should().Contain("marker\n").And.Contain("program.c:1");
    }

    [Fact]
    public async Task What_is_no_program_stays_as_it_is()
    {
        using var folder = new TestFolder();
        folder.Write("object.c", "int x;"u8);
        Tool.Run("clang", ["-c", "object.c", "-o", "object.o"], folder.Path);
        var tree = FileTree.Empty
            .With("bin/script", engine.File("#!/bin/sh\n", FileNode.Executable))
            .With("bin/sh", new SymlinkNode("script"))
            .With("lib/object.o", engine.File(File.ReadAllBytes(folder.PathOf("object.o"))))
            .With("tmp", new DirectoryNode(0b001_111_111_111));

        var stripped = await StripAsync(tree);

        stripped.Tree.Nodes.Should().Equal(tree.Nodes);
        stripped.Debug.Nodes.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_programs_of_one_name_are_stripped_apart()
    {
        var tree = FileTree.Empty
            .With("bin/program", engine.File(Programs.Static(source: Source), FileNode.Executable))
            .With("sbin/program", engine.File(Programs.Static(source: Source + " int other(void){return 1;}"), FileNode.Executable));

        var stripped = await StripAsync(tree);

        stripped.Debug.Nodes.Keys.Should().Equal("usr/lib/debug/bin/program.debug", "usr/lib/debug/sbin/program.debug");
        stripped.Debug.Nodes.Values.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_second_time_nothing_runs_and_a_new_program_is_stripped_alone()
    {
        var tree = FileTree.Empty.With("bin/one", engine.File(Programs.Static(source: Source), FileNode.Executable));
        var actions = Actions("llvm-objcopy");
        var first = await StripAsync(tree);

        (await engine.Services.Engine.RunAsync(actions.Scan(tree), default)).Cached.Should().BeTrue();
        (await engine.Services.Engine.RunAsync(actions.KeepDebug("bin/one", (FileNode)tree.Nodes["bin/one"]), default)).Cached.Should().BeTrue();
        var second = await StripAsync(tree.With("bin/two", engine.File(Programs.Static(), FileNode.Executable)));
        second.Tree.Nodes["bin/one"].Should().Be(first.Tree.Nodes["bin/one"]);
        second.Debug.Nodes.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_program_that_objcopy_refuses_fails_with_its_own_words()
    {
        var damaged = Programs.Static()[..600];
        var strip = () => StripAsync(FileTree.Empty.With("bin/damaged", engine.File(damaged, FileNode.Executable)));

        (await strip.Should().ThrowAsync<BuildException>()).WithMessage("OL301*bin/damaged*");
    }

    [Fact]
    public async Task An_objcopy_that_is_not_installed_is_named()
    {
        var tree = FileTree.Empty.With("bin/one", engine.File(Programs.Static(), FileNode.Executable));
        var strip = () => new RootfsStripper(engine.Services.Engine, Actions("no-such-objcopy")).StripAsync(tree, default);

        (await strip.Should().ThrowAsync<BuildException>()).WithMessage("OL302*no-such-objcopy*");
    }

    public void Dispose() => engine.Dispose();

    private static StripActions Actions(string objcopy) => new(
        objcopy, new Dictionary<string, string> { ["objcopy"] = "test" }, new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, "x86_64");

    private Task<StrippedRootfs> StripAsync(FileTree tree) =>
        new RootfsStripper(engine.Services.Engine, Actions("llvm-objcopy")).StripAsync(tree, default);

    private async Task<string> PathOfAsync(FileNode file, string name)
    {
        var path = engine.PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        (await engine.Services.Store.WriteToAsync(file.Content, path, file.Mode)).Should().BeTrue();
        return path;
    }
}
