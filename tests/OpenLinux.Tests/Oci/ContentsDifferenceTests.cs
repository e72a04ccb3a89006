using OpenLinux.Oci.Contents;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Tests.Oci;

/// <summary>In what two images differ.</summary>
public sealed class ContentsDifferenceTests
{
    private static readonly ImageFile Sh = new("/bin/sh", ImageFileKind.File, 0b111_101_101, 0, 0, 0, 10, "aa");

    private static readonly ImageFields Config = new(
        "linux/amd64", [new OciDigest("1")], new Dictionary<string, string> { ["Cmd"] = "[\"sh\"]", ["Env PATH"] = "/bin", ["created"] = "2025-01-31T00:00:00Z" });

    public static TheoryData<FileFields, string, ImageFile> Changes => new()
    {
        { FileFields.Content, "content", Sh with { Sha256 = "bb" } },
        { FileFields.Content, "content", Sh with { SizeBytes = 11 } },
        { FileFields.Mode, "mode 0755 -> 4711", Sh with { Mode = 0b100_111_001_001 } },
        { FileFields.Owner, "owner 0:0 -> 1:0", Sh with { Uid = 1 } },
        { FileFields.Owner, "owner 0:0 -> 0:2", Sh with { Gid = 2 } },
        { FileFields.ModificationTime, "mtime 1970-01-01T00:00:00Z -> 2023-11-14T22:13:20Z", Sh with { Modified = 1700000000 } },
        { FileFields.Type, "file -> named pipe", Sh with { Kind = ImageFileKind.Fifo } },
        { FileFields.Type | FileFields.Content | FileFields.Link, "file -> symlink, content, link  -> busybox", new("/bin/sh", ImageFileKind.Symlink, 0b111_111_111, 0, 0, 0, LinkTarget: "busybox") },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void A_changed_file_tells_in_what(FileFields fields, string words, ImageFile changed)
    {
        var change = Files([Sh], [changed]).Should().ContainSingle().Which;

        change.Fields.Should().Be(fields);
        change.Describe().Should().Be(words);
        change.IsTouchedOnly.Should().Be(fields == FileFields.ModificationTime);
    }

    [Fact]
    public void Files_are_added_removed_and_the_same()
    {
        var difference = ContentsDifference.Between(
            Image([Sh, Sh with { Path = "/etc/b" }, Sh with { Path = "/z" }]), Image([Sh with { Path = "/a" }, Sh, Sh with { Path = "/etc/c" }]));

        difference.Files.Select(change => $"{change.Path} {change.Describe()} {change.SizeDelta}").Should().Equal(
            "/a added 10", "/etc/b removed -10", "/etc/c added 10", "/z removed -10");
        difference.Same.Should().Be(1);
    }

    [Fact]
    public void A_time_that_one_side_does_not_state_makes_no_difference() =>
        Files([Sh], [Sh with { Modified = null }]).Should().BeEmpty();

    [Fact]
    public void A_symlink_has_no_mode_of_its_own()
    {
        var link = new ImageFile("/bin/sh", ImageFileKind.Symlink, 0b111_111_111, 0, 0, 0, LinkTarget: "busybox");

        Files([link], [link with { Mode = 0b111_101_101 }]).Should().BeEmpty();
    }

    [Fact]
    public void Fields_are_compared_one_by_one()
    {
        var changed = Config with
        {
            Platform = "linux/arm64",
            DiffIds = [new OciDigest("1"), new OciDigest("2")],
            Values = new Dictionary<string, string> { ["Cmd"] = "[\"ash\"]", ["User"] = "1", ["created"] = "2026-01-31T00:00:00Z" },
        };

        Fields(Config, changed).Should().Equal(
            new FieldChange("platform", "linux/amd64", "linux/arm64"),
            new FieldChange("layers", "sha256:1", "sha256:1, sha256:2"),
            new FieldChange("Cmd", "[\"sh\"]", "[\"ash\"]"),
            new FieldChange("Env PATH", "/bin", null),
            new FieldChange("User", null, "1"),
            new FieldChange("created", "2025-01-31T00:00:00Z", "2026-01-31T00:00:00Z"));
        Fields(Config, Config with { Platform = "linux/amd64/v2" }).Should().BeEmpty("a variant that one side leaves out is none");
    }

    [Fact]
    public void Layers_and_time_are_compared_where_both_state_them() =>
        Fields(Config, Config with { DiffIds = null, Values = new Dictionary<string, string> { ["Cmd"] = "[\"sh\"]", ["Env PATH"] = "/bin" } }).Should().BeEmpty();

    [Fact]
    public void A_tarball_has_no_configuration_to_compare() =>
        ContentsDifference.Between(Image([Sh]) with { Config = null }, Image([Sh])).Fields.Should().BeNull();

    private static IReadOnlyList<FileChange> Files(ImageFile[] old, ImageFile[] @new) => ContentsDifference.Between(Image(old), Image(@new)).Files;

    private static IReadOnlyList<FieldChange> Fields(ImageFields old, ImageFields @new) =>
        ContentsDifference.Between(Image([]) with { Config = old }, Image([]) with { Config = @new }).Fields!;

    private static ImageContents Image(ImageFile[] files) => new("image", files, Config);
}
