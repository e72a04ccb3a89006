using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Rootfs.Composition;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Oci;

namespace OpenLinux.Tests.Rootfs;

public sealed class RootfsComposerTests
{
    private static readonly FileNode Content = new(Digest.Empty);
    private static readonly FileNode Program = new(Digest.Empty, FileNode.Executable);

    [Fact]
    public void Parts_make_one_tree()
    {
        var tree = Compose(new Part("busybox", ("bin/busybox", Program), ("bin/sh", new SymlinkNode("busybox"))), new Part("src/rootfs", ("etc/passwd", Content)));

        tree.Nodes.Should().BeEquivalentTo(new Dictionary<string, TreeNode>
        {
            ["bin/busybox"] = Program,
            ["bin/sh"] = new SymlinkNode("busybox"),
            ["etc/passwd"] = Content,
        });
    }

    [Fact]
    public void A_stated_mode_stays_and_others_say_no_more_than_whether_it_runs()
    {
        Part tools = new("tools", ("etc/secret", Content with { Mode = 0b110_000_000 }), ("etc/plain", Content with { Mode = 0b110_000_000 }));

        var tree = new RootfsComposer(Samples.Rootfs, "1").Compose([tools.Rootfs with { Modes = new Dictionary<string, int> { ["etc/secret"] = 0b110_000_000 } }]).Tree;

        ((FileNode)tree.Nodes["etc/secret"]).Mode.Should().Be(0b110_000_000);
        ((FileNode)tree.Nodes["etc/plain"]).Mode.Should().Be(FileNode.Regular);
    }

    [Fact]
    public void What_only_compilers_need_stays_out_unless_it_is_asked_for()
    {
        Part musl = new(
            "musl",
            ("usr/include/stdio.h", Content), ("usr/include/sys/types.h", Content), ("lib/libc.a", Content), ("lib/crt1.o", Content),
            ("usr/lib/pkgconfig/z.pc", Content), ("lib/libc.so", Program), ("usr/share/doc.a", Content), ("usr/include2/x", Content));

        Compose(musl).Nodes.Keys.Should().Equal("lib/libc.so", "usr/include2/x", "usr/share/doc.a");
        new RootfsComposer(Samples.Rootfs with { Development = true }, "1").Compose([musl.Rootfs]).Tree.Nodes.Should().HaveCount(8);
    }

    [Fact]
    public void A_path_from_two_parts_is_refused_with_both_names() =>
        Refusal(new Part("busybox", ("bin/sh", Program)), new Part("dash", ("bin/sh", Program)))
            .Message.Should().ContainAll("OL420", "/bin/sh", "both busybox and dash");

    [Fact]
    public void A_file_where_another_part_has_a_directory_is_refused_whichever_comes_first()
    {
        Part file = new("one", ("usr/lib", Content));
        Part directory = new("two", ("usr/lib/x", Content));

        Refusal(file, directory).Message.Should().ContainAll("/usr/lib", "both one and two");
        Refusal(directory, file).Message.Should().ContainAll("/usr/lib", "both two and one");
        Refusal(new Part("one", ("lib", new SymlinkNode("usr/lib"))), new Part("two", ("lib/deep/x", Content))).Message.Should().Contain("/lib\n");
    }

    [Fact]
    public void Directories_may_be_shared() =>
        Compose(new Part("one", ("var", new DirectoryNode()), ("var/x", Content)), new Part("two", ("var", new DirectoryNode()), ("var/y", Content)))
            .Nodes.Keys.Should().Equal("var", "var/x", "var/y");

    [Fact]
    public void Directories_of_different_modes_may_not() =>
        Refusal(new Part("one", ("tmp", new DirectoryNode(0b001_111_111_111))), new Part("two", ("tmp", new DirectoryNode()))).Code.Id.Should().Be("OL420");

    [Fact]
    public void The_configuration_has_the_last_word_on_a_directorys_mode() =>
        With("/tmp", 0b001_111_111_111).Compose([new RootfsPart("one", FileTree.Empty.With("tmp", new DirectoryNode()).With("tmp/x", Content))])
            .Tree.Nodes["tmp"].Should().Be(new DirectoryNode(0b001_111_111_111));

    [Fact]
    public void A_configured_directory_that_is_a_file_is_refused() =>
        With("/etc/passwd", 0b111_101_101).Invoking(it => it.Compose([new Part("src/rootfs", ("etc/passwd", Content)).Rootfs]))
            .Should().Throw<BuildException>().WithMessage("OL420*both src/rootfs and rootfs.directories*");

    [Theory]
    [InlineData("tmp")]
    [InlineData("/")]
    [InlineData("/a/../b")]
    [InlineData("/a//b")]
    public void A_configured_directory_must_be_a_path(string path) =>
        With(path, 0b111_101_101).Invoking(it => it.Compose([])).Should().Throw<BuildException>().WithMessage("OL421*");

    [Fact]
    public void Modes_are_plain_but_for_what_a_part_sets_on_purpose() =>
        Compose(new Part("one", ("a", new FileNode(Digest.Empty, 0b110_000_000)), ("b", new FileNode(Digest.Empty, 0b111_111_111)), ("c", new FileNode(Digest.Empty, 0b100_111_101_101))))
            .Nodes.Values.Cast<FileNode>().Select(file => Convert.ToString(file.Mode, 8)).Should().Equal("644", "755", "4755");

    [Fact]
    public async Task Every_path_has_an_owner()
    {
        using var engine = new EngineFolder();
        var configuration = Samples.Rootfs with { Directories = new Dictionary<string, int> { ["/tmp"] = 0b001_111_111_111 } };

        var rootfs = await new RootfsComposer(configuration, "1").ComposeAsync([new Part("busybox", ("bin/sh", Program)).Rootfs], engine.Services.Store);

        rootfs.Owners.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["bin/sh"] = "busybox",
            ["etc/os-release"] = ComposedRootfs.Generated,
            ["tmp"] = ComposedRootfs.Configured,
        });
        rootfs.Tree.Nodes.Keys.Should().BeEquivalentTo(rootfs.Owners.Keys);
    }

    [Fact]
    public async Task The_release_file_tells_the_version_to_a_shell_that_sources_it()
    {
        using var engine = new EngineFolder();
        var rootfs = await new RootfsComposer(Samples.Rootfs, "1.0.0-Alpha_$HOME\"`\\").ComposeAsync([], engine.Services.Store);
        var path = engine.PathOf("os-release");
        await engine.Services.Store.WriteToAsync(((FileNode)rootfs.Tree.Nodes["etc/os-release"]).Content, path, FileNode.Regular);

        Tool.Run("sh", ["-c", $". {path}; printf '%s|' \"$NAME\" \"$ID\" \"$VERSION_ID\" \"$PRETTY_NAME\""])
            .Should().Be("OpenLinux|openlinux|1.0.0-alpha_-home---|OpenLinux 1.0.0-Alpha_$HOME\"`\\|");
    }

    [Fact]
    public async Task A_release_file_of_ones_own_conflicts_by_name()
    {
        using var engine = new EngineFolder();
        var compose = () => new RootfsComposer(Samples.Rootfs, "1").ComposeAsync([new Part("src/rootfs", ("etc/os-release", Content)).Rootfs], engine.Services.Store).AsTask();

        (await compose.Should().ThrowAsync<BuildException>()).WithMessage("OL420*both src/rootfs and generated from the version*");
    }

    private static FileTree Compose(params Part[] parts) =>
        new RootfsComposer(Samples.Rootfs, "1").Compose([.. parts.Select(part => part.Rootfs)]).Tree;

    private static BuildException Refusal(params Part[] parts) =>
        FluentActions.Invoking(() => Compose(parts)).Should().Throw<BuildException>().Which;

    private static RootfsComposer With(string directory, int mode) =>
        new(Samples.Rootfs with { Directories = new Dictionary<string, int> { [directory] = mode } }, "1");

    private sealed class Part(string component, params (string Path, TreeNode Node)[] nodes)
    {
        public RootfsPart Rootfs { get; } = new(component, FileTree.Of(nodes.Select(node => KeyValuePair.Create(node.Path, node.Node))));
    }
}
