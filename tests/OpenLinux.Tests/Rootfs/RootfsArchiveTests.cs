using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Compression.Deflate;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Layers;
using OpenLinux.Rootfs.Packing;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Oci;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.Tests.Rootfs;

/// <summary>The tarball as the machine's own tar, gzip and sha256sum see it.</summary>
public sealed class RootfsArchiveTests : IDisposable
{
    private const long Epoch = 1_700_000_000;

    private readonly EngineFolder engine = new();

    [Fact]
    public async Task GNU_tar_extracts_what_was_packed()
    {
        var path = await PackAsync(Tree());

        Tool.Run("tar", ["--numeric-owner", "--full-time", "--utc", "-tvzf", path]).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Should().Equal(
                "drwxr-xr-x 0/0 0 2023-11-14 22:13:20 bin/",
                "-rwxr-xr-x 0/0 7 2023-11-14 22:13:20 bin/busybox",
                "lrwxrwxrwx 0/0 0 2023-11-14 22:13:20 bin/sh -> busybox",
                "-rwsr-xr-x 0/0 2 2023-11-14 22:13:20 bin/su",
                "drwxr-xr-x 0/0 0 2023-11-14 22:13:20 etc/",
                "-rw-r--r-- 0/0 3 2023-11-14 22:13:20 etc-file",
                "-rw-r--r-- 0/0 0 2023-11-14 22:13:20 etc/empty",
                "drwxrwxrwt 0/0 0 2023-11-14 22:13:20 tmp/");
    }

    [Fact]
    public async Task Gzip_finds_it_whole_and_so_does_the_inspection()
    {
        var path = await PackAsync(Tree());

        Tool.Run("gzip", ["-t", path]);
        RootfsInspector.Inspect(path, Samples.Policy with { Required = [], SearchPath = [], Entrypoint = [] })
            .Codes().Should().Equal("OL411 /bin/su");
    }

    [Fact]
    public async Task The_bytes_are_those_of_every_other_host()
    {
        await PackAsync(Tree());

        // The tar is the one that Python writes (tarfile, ustar), device numbers spelt out. What changes these changes the SHA-256 of every release.
        tarball!.Content.Hash.Should().Be("d5fe99c3c03e35b34d57294448942963811575dee035838a5e299bff094ebfde");
        tarball.DiffId.ToString().Should().Be("sha256:bd30bf8df9bbf768a151c3f2b5cefb9703c6f5cd63406535598a1d1e05dad534");
    }

    /// <summary>Or a cache would serve the bytes of another encoder.</summary>
    [Fact]
    public void The_key_names_the_encoder()
    {
        RootfsArchive.Pack(Tree(), Epoch, "x86_64").Arguments.Should().Contain($"--gzip=deflate@{DeflateEncoder.Version}");
        LayerArchive.Pack(Tree(), Epoch, TarCompression.Gzip, "all").Arguments.Should().Contain($"--gzip=deflate@{DeflateEncoder.Version}");
    }

    [Fact]
    public async Task The_order_in_which_a_tree_was_made_does_not_matter()
    {
        await PackAsync(Tree());
        var one = tarball;
        await PackAsync(FileTree.Of(Tree().Nodes.Reverse()));

        tarball.Should().Be(one);
    }

    [Fact]
    public async Task The_diff_id_is_the_digest_of_the_uncompressed_tar()
    {
        var path = await PackAsync(Tree());

        Tool.Run("sh", ["-c", $"gzip -dc {path} | sha256sum"])[..64].Should().Be(tarball!.DiffId.Hash);
    }

    [Fact]
    public async Task Long_names_and_targets_come_back_as_they_were()
    {
        var tree = FileTree.Empty;
        foreach (var length in new[] { 99, 100, 101, 155, 156, 255 })
        {
            var name = new string('n', length);
            tree = tree.With(name, engine.File($"{length}")).With($"links/{length}", new SymlinkNode(name))
                .With($"{new string('p', length)}/{new string('q', 100)}", engine.File("deep")).With($"\u00e9/{new string('\u00e9', length / 2)}", engine.File("u"));
        }

        var path = await PackAsync(tree);
        var extracted = engine.PathOf("extracted");
        Directory.CreateDirectory(extracted);
        Tool.Run("tar", ["-xzf", path, "-C", extracted]);

        foreach (var (name, node) in tree.Nodes)
        {
            var file = new FileInfo(Path.Combine(extracted, name));
            (node is SymlinkNode link ? file.LinkTarget == link.Target : file.Length > 0).Should().BeTrue("{0} was packed", name);
        }

        Directory.GetFileSystemEntries(extracted, "*", SearchOption.AllDirectories).Should().HaveCount(tree.Nodes.Count + 8);
    }

    [Fact]
    public async Task Content_that_does_not_compress_comes_back_as_it_was()
    {
        var noise = new byte[300_000];
        new Random(1).NextBytes(noise);
        var path = await PackAsync(FileTree.Empty.With("noise", engine.File(noise)));

        Tool.Run("sh", ["-c", $"tar -xOzf {path} noise | sha256sum"])[..64].Should().Be(Digest.Of(noise).Hash);
    }

    [Fact]
    public async Task A_tree_that_was_packed_is_not_packed_again_until_a_mode_or_the_time_changes()
    {
        (await RunAsync(Tree(), Epoch)).Should().BeFalse();
        (await RunAsync(Tree(), Epoch)).Should().BeTrue();
        (await RunAsync(Tree().With("tmp", new DirectoryNode()), Epoch)).Should().BeFalse();
        (await RunAsync(Tree(), Epoch + 1)).Should().BeFalse();
    }

    public void Dispose() => engine.Dispose();

    private RootfsTarball? tarball;

    private async Task<bool> RunAsync(FileTree tree, long epoch) =>
        (await engine.Services.Engine.RunAsync(RootfsArchive.Pack(tree, epoch, "x86_64"), default)).Cached;

    private async Task<string> PackAsync(FileTree tree)
    {
        tarball = RootfsArchive.Of(await engine.Services.Engine.RunAsync(RootfsArchive.Pack(tree, Epoch, "x86_64"), default));
        var path = engine.PathOf("rootfs.tar.gz");
        (await engine.Services.Store.WriteToAsync(tarball.Content, path, FileNode.Regular)).Should().BeTrue();
        return path;
    }

    private FileTree Tree() => FileTree.Empty
        .With("bin/busybox", engine.File("busybox", FileNode.Executable))
        .With("bin/sh", new SymlinkNode("busybox"))
        .With("bin/su", engine.File("su", 0b100_111_101_101))
        .With("etc/empty", engine.File(""))
        .With("etc-file", engine.File("etc"))
        .With("tmp", new DirectoryNode(0b001_111_111_111));
}
