using OpenLinux.Archives;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Contents;
using OpenLinux.Oci.Naming;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Oci;

namespace OpenLinux.Tests.Oci;

/// <summary>Whatever is wrong with a stored image is told by code and cause, and nothing is read beyond it.</summary>
public sealed class DamagedImageTests
{
    private static readonly LayerBytes Layer = LayerBytes.Gzip(TarBytes.Whole());
    private static readonly LayerBytes Packed = LayerBytes.Zstd(TarBytes.Whole());

    public static TheoryData<string, byte[], string> Damages => new()
    {
        { "truncated", StoredImages.Of(Layer).Tar()[..^2000], "the tar stops at byte" },
        { "empty", [], "the file is empty" },
        { "no archive", "BZh91AY"u8.ToArray(), "starts like bzip2" },
        { "a truncated layer", StoredImages.Docker(Layer).Edit("0/layer.tar", bytes => bytes[..^20]).Tar(), "the layer 0/layer.tar: the file ends after" },
        { "a truncated zstd layer", StoredImages.Docker(Packed).Edit("0/layer.tar", bytes => bytes[..^20]).Tar(), "the layer 0/layer.tar: the file ends within" },
        { "something behind a zstd layer", StoredImages.Docker(Packed).Edit("0/layer.tar", bytes => [.. bytes, 1, 2, 3, 4, 5]).Tar(), "not valid zstd" },
        { "a layer with a wrong checksum", StoredImages.Docker(Layer).Edit("0/layer.tar", bytes => Flip(bytes, ^8)).Tar(), "CRC-32" },
        { "a layer of another image", StoredImages.Docker(Layer).Edit("0/layer.tar", _ => new TarBytes().File("a", "").Tar()).Tar(), "where the configuration says" },
        { "a layer that is missing", StoredImages.Docker(Layer).Edit("0/layer.tar", _ => null).Tar(), "it holds no 0/layer.tar" },
        { "a layer too many", TwoOfOne(), "it has 2 layers, where its configuration states 1" },
        { "a manifest that is no JSON", StoredImages.Docker(Layer).Edit("manifest.json", _ => "[{"u8.ToArray()).Tar(), "one of its documents" },
        { "a manifest of something else", StoredImages.Docker(Layer).Edit("manifest.json", _ => "{\"a\": 1}"u8.ToArray()).Tar(), "one of its documents" },
        { "an index without manifests", StoredImages.Of(Layer).Edit("index.json", _ => "{}"u8.ToArray()).Tar(), "one of its documents" },
        { "no index", StoredImages.Of(Layer).Edit("index.json", _ => null).Tar(), "it holds no index.json" },
        { "a configuration that is not its digest", Changed("\"architecture\": \"amd64\""), "is not its name" },
        { "a digest that leads elsewhere", WithDigest("sha256:../../../etc/passwd"), "is no digest of SHA-256" },
        { "a digest of another kind", WithDigest("sha512:" + new string('a', 128)), "is no digest of SHA-256" },
        { "a document as large as a layer", StoredImages.Docker(Layer).Edit("config.json", _ => new byte[5 << 20]).Tar(), "where 4194304 are allowed" },
    };

    public static TheoryData<string, byte[], string> Misplaced => new()
    {
        { "a path that climbs out", new TarBytes().File("a/../../b", "").Tar(), "a path with \"..\" in it" },
        { "a hard link to nothing", new TarBytes().HardLink("a", "b").Tar(), "a hard link to b, which is no file" },
        { "a hard link to a directory", new TarBytes().Directory("b").HardLink("a", "b").Tar(), "which is no file" },
        { "a hard link that climbs out", new TarBytes().HardLink("a", "../b").Tar(), "a path with \"..\" in it" },
        { "a file below a file", new TarBytes().File("a", "").File("a/b", "").Tar(), "below something that is no directory" },
        { "a loop of links", new TarBytes().Symlink("a", "b").Symlink("b", "a").File("a/c", "").Tar(), "a loop of symlinks" },
        { "a type that nothing has", new TarBytes().Entry("a", 'Z').Tar(), "of a type (90)" },
    };

    [Theory]
    [MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public void A_damaged_image_is_refused_with_its_cause(string damage, byte[] archive, string cause) =>
        Failure(() => Reading.Read(archive)).Should().Match<BuildException>(failure => failure.Code == OciErrors.ImageDamaged, damage)
            .And.Subject.As<BuildException>().Cause.Should().Contain(cause);

    [Theory]
    [MemberData(nameof(Misplaced), DisableDiscoveryEnumeration = true)]
    public void An_entry_that_has_no_place_in_a_root_filesystem_is_refused(string entry, byte[] tar, string cause)
    {
        Failure(() => Reading.Read(TarBytes.Gzip(tar))).Cause.Should().Contain(cause, entry);
        Failure(() => StoredImages.Docker(new LayerBytes(LayerBytes.Zstd(tar), Digest.Empty.ToOci())).Read()).Cause.Should().Contain(cause, entry);
    }

    [Theory]
    [InlineData("linux/riscv64", "it holds none for linux/riscv64, but linux/amd64, linux/arm64")]
    [InlineData("linux/amd64", "it holds 2 for linux/amd64")]
    public void Not_one_image_for_the_platform_is_said_with_what_there_is(string platform, string cause)
    {
        var images = new StoredImages().With("linux/amd64", [Layer]).With("linux/arm64", [Layer]);
        images = platform == "linux/amd64" ? images.With(platform, [LayerBytes.Gzip(new TarBytes().File("a", ""))]) : images;

        Failure(() => images.Read(platform)).Message.Should().StartWith("OL542").And.Contain(cause).And.Contain("--arch");
    }

    [Fact]
    public void A_file_that_cannot_be_opened_and_a_folder_that_is_no_layout_are_told_apart()
    {
        using var folder = new TestFolder();

        Failure(() => new ImageContentsReader().Read(folder.PathOf("none.tar"), "")).Code.Should().Be(OciErrors.NoSuchImage);
        Failure(() => new ImageContentsReader().Read(folder.Path, "")).Message.Should().StartWith("OL541").And.Contain("without oci-layout");
    }

    [Fact]
    public void A_bomb_ends_at_the_limits()
    {
        using var folder = new TestFolder();
        var limits = new ArchiveLimits(Expansion: 50, UnpackedBytes: 1 << 20, IndexBytes: 100 * 512);
        ImageContents Read(TarBytes tar) => new ImageContentsReader(limits).Read(folder.Write("x.tar.gz", tar.Gzip()), "");

        Failure(() => Read(new TarBytes().File("zeros", new byte[2 << 20]))).Cause.Should().Contain("more than 1048576 bytes");
        Failure(() => Read(Enumerable.Range(0, 200).Aggregate(new TarBytes(), (tar, index) => tar.File($"{index}", "")))).Cause.Should().Contain("more than 100 paths");
    }

    [Fact]
    public void A_path_deeper_than_any_kernel_takes_is_refused()
    {
        var tar = new TarBytes().Entry("pax", 'x', content: Pax("path", string.Concat(Enumerable.Repeat("d/", 2100)))).Entry("x", '5');

        Failure(() => Reading.Read(tar.Gzip())).Cause.Should().Contain("a path of more than 2048 names");
    }

    private static BuildException Failure(Func<ImageContents> read) => read.Invoking(it => it()).Should().Throw<BuildException>().Which;

    private static byte[] Flip(byte[] bytes, Index at)
    {
        bytes[at] ^= 0xff;
        return bytes;
    }

    /// <summary>A record of 1,000 to 9,999 bytes.</summary>
    private static byte[] Pax(string key, string value) => System.Text.Encoding.UTF8.GetBytes($"{key.Length + value.Length + 7} {key}={value}\n");

    private static byte[] TwoOfOne() =>
        StoredImages.Docker(Layer).Edit("manifest.json", _ => """[{"Config": "config.json", "Layers": ["0/layer.tar", "0/layer.tar"]}]"""u8.ToArray()).Tar();

    /// <summary>A layout in whose one blob with that text a byte was changed.</summary>
    private static byte[] Changed(string text)
    {
        var images = StoredImages.Of(Layer);
        var path = images.Files.Single(file => System.Text.Encoding.UTF8.GetString(file.Value).Contains(text, StringComparison.Ordinal)).Key;
        return images.Edit(path, bytes => Flip(bytes, 2)).Tar();
    }

    private static byte[] WithDigest(string digest) => StoredImages.Of(Layer).Edit("index.json", _ => System.Text.Encoding.UTF8.GetBytes(
        $$"""{"manifests": [{"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": "{{digest}}", "size": 1}]}""")).Tar();
}
