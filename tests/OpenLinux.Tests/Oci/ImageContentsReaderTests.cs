using OpenLinux.Oci.Contents;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Oci;

namespace OpenLinux.Tests.Oci;

/// <summary>Every form in which an image is stored.</summary>
public sealed class ImageContentsReaderTests
{
    private static readonly TarBytes Lower = new TarBytes().File("bin/sh", "shell", 0b111_101_101).File("etc/old", "");
    private static readonly TarBytes Upper = new TarBytes().File("etc/.wh.old", "").File("etc/new", "");
    private static readonly string[] Paths = ["/", "/bin", "/bin/sh", "/etc", "/etc/new"];

    public static TheoryData<string, byte[]> Archives => new()
    {
        { "a layout with gzip", StoredImages.Of(LayerBytes.Gzip(Lower), LayerBytes.Gzip(Upper)).Tar() },
        { "a layout with zstd", StoredImages.Of(LayerBytes.Zstd(Lower), LayerBytes.Zstd(Upper)).Tar() },
        { "a layout with one of each", StoredImages.Of(LayerBytes.Plain(Lower), LayerBytes.Zstd(Upper)).Tar() },
        { "a compressed layout", TarBytes.Gzip(StoredImages.Of(LayerBytes.Gzip(Lower), LayerBytes.Plain(Upper)).Tar()) },
        { "an index within the index", StoredImages.Of(LayerBytes.Gzip(Lower), LayerBytes.Gzip(Upper)).Nested().Tar() },
        { "a Docker archive", StoredImages.Docker(LayerBytes.Plain(Lower), LayerBytes.Plain(Upper)).Tar() },
        { "a Docker archive with gzip, compressed with zstd", LayerBytes.Zstd(StoredImages.Docker(LayerBytes.Gzip(Lower), LayerBytes.Plain(Upper)).Tar()) },
    };

    [Theory]
    [MemberData(nameof(Archives), DisableDiscoveryEnumeration = true)]
    public void An_image_gives_its_files_and_its_configuration(string form, byte[] archive)
    {
        var image = Reading.Read(archive);

        image.Files.Select(file => file.Path).Should().Equal(Paths, form);
        image.Config!.Platform.Should().Be("linux/amd64");
        image.Config.DiffIds.Should().Equal(LayerBytes.Plain(Lower).DiffId, LayerBytes.Plain(Upper).DiffId);
        image.Config.Values.Should().Equal(new Dictionary<string, string>
        {
            ["Cmd"] = """["/bin/sh"]""",
            ["Env PATH"] = "/bin",
            ["created"] = "2025-01-31T00:00:00Z",
        });
    }

    [Fact]
    public void A_layout_can_be_a_folder()
    {
        using var folder = new TestFolder();
        StoredImages.Of(LayerBytes.Gzip(Lower), LayerBytes.Zstd(Upper)).WriteTo(folder);

        new ImageContentsReader().Read(folder.Path, "linux/amd64").Files.Select(file => file.Path).Should().Equal(Paths);
    }

    [Fact]
    public void Links_between_the_layers_of_a_Docker_archive_are_followed()
    {
        var layer = LayerBytes.Plain(Lower);
        var tar = new TarBytes();
        foreach (var (path, content) in StoredImages.Docker(layer, layer).Files)
        {
            _ = path == "1/layer.tar" ? tar.Symlink(path, "../0/layer.tar") : tar.File(path, content);
        }

        Reading.Read(tar.Tar()).Files.Should().Contain(file => file.Path == "/bin/sh");
    }

    [Fact]
    public void Any_other_tar_is_a_root_filesystem_without_a_configuration()
    {
        foreach (var tarball in new[] { TarBytes.Whole().Gzip(), TarBytes.Whole().Tar(), LayerBytes.Zstd(TarBytes.Whole().Tar()) })
        {
            var rootfs = Reading.Read(tarball);

            rootfs.Config.Should().BeNull();
            rootfs.Files.Should().HaveCount(7);
            rootfs.SizeBytes.Should().Be(26);
        }
    }

    [Theory]
    [InlineData("ustar")]
    [InlineData("gnu")]
    [InlineData("posix")]
    public void Modes_owners_times_and_long_names_are_those_that_tar_wrote(string format)
    {
        using var folder = new TestFolder();
        var name = new string('n', 90);
        folder.Write($"root/{name}/{name}", "content"u8);
        Tool.Run("chmod", ["4751", folder.PathOf($"root/{name}/{name}")]);
        Tool.Run("tar", [$"--format={format}", "--owner=:1234", "--group=:5678", "--mtime=@1700000000", "-C", folder.PathOf("root"), "-czf", folder.PathOf("x.tar.gz"), "."]);

        new ImageContentsReader().Read(folder.PathOf("x.tar.gz"), "").Files[^1].Should().Be(new ImageFile(
            $"/{name}/{name}", ImageFileKind.File, 0b100_111_101_001, 1234, 5678, 1700000000, 7, Reading.Hash("content")));
    }

    [Fact]
    public void Times_before_1970_and_great_owners_are_read_from_GNU_tar_and_from_pax()
    {
        using var folder = new TestFolder();
        folder.Write("file", []);
        foreach (var format in new[] { "gnu", "posix" })
        {
            Tool.Run("tar", [$"--format={format}", "--owner=:3000000000", "--mtime=1969-12-31T23:59:58.5Z", "-C", folder.Path, "-cf", folder.PathOf("x.tar"), "file"]);

            var file = new ImageContentsReader().Read(folder.PathOf("x.tar"), "").Files[^1];

            file.Uid.Should().Be(3000000000, format);
            file.Modified.Should().Be(-2, format);
        }
    }

    [Theory]
    [InlineData("linux/arm64")]
    [InlineData("linux/arm64/v8")]
    public void The_platform_chooses_among_several(string platform)
    {
        var images = new StoredImages()
            .With("linux/amd64", [LayerBytes.Gzip(Lower)])
            .With("unknown/unknown", [LayerBytes.Gzip(Upper)])
            .With("linux/arm64", [LayerBytes.Gzip(new TarBytes().File("arm", ""))], stated: false);

        images.Read(platform).Files.Select(file => file.Path).Should().Equal("/", "/arm");
        images.Nested().Read(platform).Config!.Platform.Should().Be("linux/arm64");
    }

    [Fact]
    public void An_image_that_indexes_name_twice_and_its_papers_leave_a_single_image()
    {
        var images = StoredImages.Of(LayerBytes.Gzip(Lower));
        var papers = images.Blob("{}"u8.ToArray());
        images.Edit("index.json", json => System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(json)
            .Replace("\"manifests\":[", $"\"manifests\":[{{\"digest\":\"{papers}\",\"artifactType\":\"text/spdx\"}},", StringComparison.Ordinal)));
        var index = StoredImages.Descriptor("application/vnd.oci.image.index.v1+json", images.Blob(images.Files["index.json"]));

        images.Edit("index.json", _ => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { manifests = new[] { index, index } }))
            .Read("linux/riscv64").Config!.Platform.Should().Be("linux/amd64");
    }

    [Fact]
    public void A_single_image_is_taken_whatever_it_is_for() =>
        StoredImages.Of(LayerBytes.Gzip(Lower)).Read("linux/riscv64").Config!.Platform.Should().Be("linux/amd64");

    [Fact]
    public void Every_field_of_a_configuration_is_told_and_nothing_of_the_build()
    {
        var images = StoredImages.Docker(LayerBytes.Plain(Lower)).Edit("config.json", json => System.Text.Encoding.UTF8.GetBytes(
            System.Text.Encoding.UTF8.GetString(json).Replace(StoredImages.Config, """
                "variant": "v3", "author": "me", "container": "0123", "docker_version": "20.10", "history": [{"created_by": "x"}],
                "config": {"Hostname": "0123", "User": "1:2", "WorkingDir": "/work", "Env": ["A=b=c", "EMPTY="], "Entrypoint": ["/init", "a b"], "Cmd": null,
                "ExposedPorts": {"80/tcp": {}}, "Volumes": {"/data": {}}, "Labels": {"a": "b", "none": ""}, "StopSignal": "SIGINT",
                "Healthcheck": {"Test": ["CMD", "true"]}, "OnBuild": ["RUN x"], "Shell": ["/bin/ash", "-c"], "Image": "sha256:0"}
                """, StringComparison.Ordinal)));

        var config = images.Read().Config!;

        config.Platform.Should().Be("linux/amd64/v3");
        config.Values.Select(field => $"{field.Key}: {field.Value}").Should().BeEquivalentTo(
            "created: 2025-01-31T00:00:00Z", "author: me", "User: 1:2", "WorkingDir: /work", "Env A: b=c", "Env EMPTY: ", """Entrypoint: ["/init","a b"]""",
            "ExposedPorts 80/tcp: {}", "Volumes /data: {}", "Labels a: b", "Labels none: ", "StopSignal: SIGINT",
            """Healthcheck Test: ["CMD", "true"]""", """OnBuild: ["RUN x"]""", """Shell: ["/bin/ash","-c"]""");
    }
}
