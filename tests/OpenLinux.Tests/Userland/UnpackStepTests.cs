using System.Formats.Tar;
using System.IO.Compression;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Userland;
using OpenLinux.Userland;
using OpenLinux.Userland.Sources.Unpacking;

namespace OpenLinux.Tests.Userland;

public sealed class UnpackStepTests : IDisposable
{
    private readonly SourceFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData("--gzip")]
    [InlineData("--bzip2")]
    [InlineData("--xz")]
    [InlineData("--zstd")]
    [InlineData("--no-auto-compress")]
    public async Task An_archive_of_tars_own_making_becomes_its_tree_without_the_top_folder(string compression)
    {
        var top = Directory.CreateDirectory(Path.Combine(fixture.Folder, "thing-1.0")).FullName;
        var longName = string.Join('/', Enumerable.Repeat("a-folder-with-a-rather-long-name", 8)) + "/file.c";
        Write(top, "Makefile", "all:\n");
        Write(top, "configure", "#!/bin/sh\n");
        Write(top, longName, "int x;\n");
        Write(top, "empty.h", "");
        await RunAsync("chmod", "0700", "thing-1.0/configure");
        File.CreateSymbolicLink(Path.Combine(top, "link"), "Makefile");
        Directory.CreateDirectory(Path.Combine(top, "empty"));
        await RunAsync("ln", "thing-1.0/Makefile", "thing-1.0/hard");
        await RunAsync("tar", "-cf", "thing.tar", compression, "thing-1.0");

        var tree = await UnpackAsync(await File.ReadAllBytesAsync(Path.Combine(fixture.Folder, "thing.tar")));

        tree.Nodes.Should().Equal(new Dictionary<string, TreeNode>
        {
            ["Makefile"] = new FileNode(Digest.OfUtf8("all:\n")),
            [longName] = new FileNode(Digest.OfUtf8("int x;\n")),
            ["configure"] = new FileNode(Digest.OfUtf8("#!/bin/sh\n"), FileNode.Executable),
            ["empty"] = new DirectoryNode(),
            ["empty.h"] = new FileNode(Digest.Empty),
            ["hard"] = new FileNode(Digest.OfUtf8("all:\n")),
            ["link"] = new SymlinkNode("Makefile"),
        });
        (await fixture.Store.ReadAsync(Digest.OfUtf8("int x;\n"))).Should().Equal("int x;\n"u8.ToArray());
    }

    [Fact]
    public async Task An_archive_without_a_top_folder_is_taken_as_it_is()
    {
        var tree = await UnpackAsync(Tar(FileEntry("a.c"), FileEntry("lib/b.c")));

        tree.Nodes.Keys.Should().Equal("a.c", "lib/b.c");
    }

    [Fact]
    public async Task The_outputs_lie_where_the_action_says()
    {
        var spec = UnpackStep.Of(fixture.Archive("x"), await fixture.Store.PutAsync(Tar(FileEntry("top/a.c"))));

        var result = await spec.Builtin!.RunAsync(spec, fixture.Builtins, CancellationToken.None);

        spec.Outputs.Should().Equal("src");
        result.Outputs.Nodes.Keys.Should().Equal("src/a.c");
    }

    public static TheoryData<string, string> Escapes => new()
    {
        { "../evil", "points out of the archive" },
        { "top/../../evil", "points out of the archive" },
        { "/etc/passwd", "points out of the archive" },
    };

    [Theory]
    [MemberData(nameof(Escapes))]
    public async Task A_name_that_leads_out_is_refused(string name, string cause) =>
        await ShouldFailAsync(Tar(FileEntry("top/a.c"), FileEntry(name)), cause);

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../x")]
    [InlineData("lib/../../x")]
    public async Task A_symbolic_link_that_leads_out_is_refused(string target) =>
        await ShouldFailAsync(
            Tar(FileEntry("top/a.c"), new PaxTarEntry(TarEntryType.SymbolicLink, "top/link") { LinkName = target }),
            "out of the archive");

    [Fact]
    public async Task A_link_that_climbs_within_the_archive_is_kept()
    {
        var tree = await UnpackAsync(
            Tar(FileEntry("top/a.c"), new PaxTarEntry(TarEntryType.SymbolicLink, "top/lib/link") { LinkName = "../a.c" }));

        tree.Nodes["lib/link"].Should().Be(new SymlinkNode("../a.c"));
    }

    [Fact]
    public async Task A_file_below_a_link_is_refused() =>
        await ShouldFailAsync(
            Tar(new PaxTarEntry(TarEntryType.SymbolicLink, "top/lib") { LinkName = "other" }, FileEntry("top/lib/a.c")),
            "lies below a symbolic link");

    [Fact]
    public async Task A_hard_link_to_nothing_is_refused() =>
        await ShouldFailAsync(
            Tar(FileEntry("top/a.c"), new PaxTarEntry(TarEntryType.HardLink, "top/b.c") { LinkName = "top/z.c" }),
            "hard link to top/z.c");

    [Theory]
    [InlineData("touch \"$(printf 'top/caf\\351')\"", "top/caf\uFFFD")]
    [InlineData("mkdir \"$(printf 'top/caf\\351')\"", "top/caf\uFFFD")]
    [InlineData("ln -s \"$(printf 'to\\351')\" top/link", "top/link")]
    public async Task A_name_that_is_not_UTF8_is_refused(string script, string name)
    {
        await RunAsync("sh", "-c", $"mkdir top; {script}; tar -cf thing.tar top; rm -r top");

        await ShouldFailAsync(await File.ReadAllBytesAsync(Path.Combine(fixture.Folder, "thing.tar")), name);
    }

    [Fact]
    public async Task A_device_is_refused() =>
        await ShouldFailAsync(Tar(new PaxTarEntry(TarEntryType.CharacterDevice, "top/null")), "top/null is a CharacterDevice");

    [Fact]
    public async Task A_truncated_archive_is_refused()
    {
        var whole = Compress(Tar(FileEntry("top/a.c"), FileEntry("top/b.c", new byte[100_000])));

        await ShouldFailAsync(whole[..(whole.Length / 2)], "beyond the end");
    }

    [Fact]
    public async Task What_is_no_archive_is_refused() => await ShouldFailAsync("<html>not found</html>"u8.ToArray(), "it starts like no tar");

    private async Task ShouldFailAsync(byte[] archive, string cause)
    {
        var unpack = () => UnpackAsync(archive);

        var error = (await unpack.Should().ThrowAsync<BuildException>()).Which;
        error.Code.Should().Be(UserlandErrors.ArchiveUnusable);
        error.Subject.Should().Be("thing-1.0.tar.gz");
        error.Cause.Should().Contain(cause);
    }

    private async Task<FileTree> UnpackAsync(byte[] archive)
    {
        var spec = UnpackStep.Of(fixture.Archive("x"), await fixture.Store.PutAsync(archive));
        var result = await spec.Builtin!.RunAsync(spec, fixture.Builtins, CancellationToken.None);
        return result.Outputs.Below(UnpackStep.Output);
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        var result = await new ProcessLauncher().RunAsync(new ProcessSpec(program, arguments, fixture.Folder), CancellationToken.None);
        result.ExitCode.Should().Be(0, result.Stderr);
    }

    private static void Write(string top, string name, string text)
    {
        var path = Path.Combine(top, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static PaxTarEntry FileEntry(string name, byte[]? content = null) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content ?? "x"u8.ToArray()) };

    private static byte[] Tar(params TarEntry[] entries)
    {
        using var buffer = new MemoryStream();
        using (var writer = new TarWriter(buffer, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                writer.WriteEntry(entry);
            }
        }

        return buffer.ToArray();
    }

    private static byte[] Compress(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return buffer.ToArray();
    }
}
