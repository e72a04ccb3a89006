using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Rootfs.Packing;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Oci;

namespace OpenLinux.Tests.Rootfs;

public sealed class RootfsContentsTests : IDisposable
{
    private readonly EngineFolder engine = new();

    [Fact]
    public async Task What_was_packed_is_read_back()
    {
        var tree = FileTree.Empty
            .With("bin/busybox", engine.File("program", FileNode.Executable))
            .With("bin/sh", new SymlinkNode("busybox"))
            .With("etc/empty", engine.File(""))
            .With("tmp", new DirectoryNode(0b1_111_111_111))
            .With("bin/su", engine.File("setuid", 0b100_111_101_101));
        var packed = RootfsArchive.Of(await engine.Services.Engine.RunAsync(RootfsArchive.Pack(tree, 0, "x86_64"), default));

        var contents = await ReadAsync(packed.Content);

        contents.Where((_, node) => node is not DirectoryNode { Mode: FileNode.Executable }).Nodes.Should().Equal(tree.Nodes);
    }

    [Fact]
    public async Task A_hard_link_is_the_file_it_stands_for()
    {
        using var folder = new TestFolder();
        folder.Write("root/a", "content"u8);
        Tool.Run("sh", ["-c", "ln root/a root/b && tar -C root -czf rootfs.tar.gz a b"], folder.Path);

        var contents = await ReadAsync(engine.File(File.ReadAllBytes(folder.PathOf("rootfs.tar.gz"))).Content);

        contents.Nodes["b"].Should().Be(contents.Nodes["a"]).And.Be(new FileNode(Digest.OfUtf8("content"), ((FileNode)contents.Nodes["a"]).Mode));
    }

    [Fact]
    public async Task A_pipe_is_refused_by_name()
    {
        using var folder = new TestFolder();
        Tool.Run("sh", ["-c", "mkfifo pipe && tar -czf rootfs.tar.gz pipe"], folder.Path);
        var read = () => ReadAsync(engine.File(File.ReadAllBytes(folder.PathOf("rootfs.tar.gz"))).Content);

        (await read.Should().ThrowAsync<BuildException>()).WithMessage("OL410*/pipe*");
    }

    public void Dispose() => engine.Dispose();

    private async Task<FileTree> ReadAsync(Digest tarball) =>
        RootfsContents.Of(await engine.Services.Engine.RunAsync(RootfsContents.Read(tarball, "x86_64"), default));
}
