using OpenLinux.Oci.Contents;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Oci;

namespace OpenLinux.Tests.Oci;

/// <summary>Layers applied one above the other, as the OCI image specification says (layer.md).</summary>
public sealed class LayerTests
{
    [Fact]
    public void A_later_layer_adds_and_replaces()
    {
        var files = Reading.Layers(
            new TarBytes().Directory("etc").File("etc/a", "old").File("etc/b", "kept"),
            new TarBytes().File("etc/a", "new").File("etc/c", "added"));

        files.Keys.Should().BeEquivalentTo("/", "/etc", "/etc/a", "/etc/b", "/etc/c");
        files["/etc/a"].Sha256.Should().Be(Reading.Hash("new"));
        files["/etc/b"].Sha256.Should().Be(Reading.Hash("kept"));
    }

    [Fact]
    public void A_whiteout_removes_a_file_or_a_directory_with_all_that_is_in_it()
    {
        var files = Reading.Layers(
            new TarBytes().File("etc/a", "").File("var/log/x", "").File("var/log/deep/y", "").File("var/z", ""),
            new TarBytes().File("etc/.wh.a", "").File("var/.wh.log", ""));

        files.Keys.Should().BeEquivalentTo("/", "/etc", "/var", "/var/z");
    }

    [Fact]
    public void A_whiteout_of_what_is_not_there_changes_nothing() =>
        Reading.Layers(new TarBytes().File("a", ""), new TarBytes().File(".wh.b", "").File("none/.wh.c", "")).Keys
            .Should().BeEquivalentTo("/", "/a", "/none");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_whiteout_hides_nothing_of_its_own_layer(bool first)
    {
        TarBytes Whiteout(TarBytes tar) => tar.File("etc/.wh.a", "").File(".wh.dir", "");
        var upper = first ? Whiteout(new TarBytes()) : new TarBytes();
        upper.File("etc/a", "new").File("dir/new", "");

        var files = Reading.Layers(new TarBytes().File("etc/a", "old").File("dir/old", ""), first ? upper : Whiteout(upper));

        files.Keys.Should().BeEquivalentTo("/", "/etc", "/etc/a", "/dir", "/dir/new");
        files["/etc/a"].Sha256.Should().Be(Reading.Hash("new"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_opaque_directory_keeps_only_what_its_own_layer_has(bool first)
    {
        var upper = first ? new TarBytes().File("etc/.wh..wh..opq", "").File("etc/new", "") : new TarBytes().File("etc/new", "").File("etc/.wh..wh..opq", "");

        Reading.Layers(new TarBytes().Directory("etc", 0b111_000_000).File("etc/old", "").File("etc/deep/er", "").File("other", ""), upper)
            .Should().ContainKeys("/etc/new", "/other").And.HaveCount(4)
            .And.ContainKey("/etc").WhoseValue.Mode.Should().Be(0b111_000_000, "the directory itself is not hidden");
    }

    [Fact]
    public void A_path_that_was_whited_out_can_come_back_in_a_later_layer() =>
        Reading.Layers(new TarBytes().File("a", "1"), new TarBytes().File(".wh.a", ""), new TarBytes().File("a", "3"))["/a"].Sha256
            .Should().Be(Reading.Hash("3"));

    [Fact]
    public void Bookkeeping_of_AUFS_is_left_out() =>
        Reading.Layers(new TarBytes().File("a", "").File(".wh..wh.plnk/1.2", "").Directory(".wh..wh.orph").File(".wh..wh.aufs", "")).Keys
            .Should().Contain("/a").And.NotContain(path => path.Contains("aufs") || path.Contains("orph"));

    [Fact]
    public void A_file_takes_the_place_of_a_directory_and_the_reverse()
    {
        var files = Reading.Layers(
            new TarBytes().File("a/b", "").File("c", ""),
            new TarBytes().File("a", "file").Directory("c").File("c/d", ""));

        files.Keys.Should().BeEquivalentTo("/", "/a", "/c", "/c/d");
        files["/a"].Kind.Should().Be(ImageFileKind.File);
        files["/c"].Kind.Should().Be(ImageFileKind.Directory);
    }

    [Fact]
    public void A_directory_that_is_stated_again_keeps_what_is_in_it_and_takes_its_new_mode()
    {
        var files = Reading.Layers(new TarBytes().Directory("etc").File("etc/a", ""), new TarBytes().Directory("etc", 0b111_000_000));

        files.Should().ContainKey("/etc/a");
        files["/etc"].Mode.Should().Be(0b111_000_000);
    }

    [Fact]
    public void A_hard_link_is_the_file_that_it_leads_to_also_from_a_lower_layer()
    {
        var files = Reading.Layers(
            new TarBytes().File("bin/busybox", "program", 0b100_111_101_101).HardLink("bin/sh", "bin/busybox"),
            new TarBytes().HardLink("bin/ash", "./bin/busybox"));

        files["/bin/sh"].Should().Be(files["/bin/busybox"] with { Path = "/bin/sh" });
        files["/bin/ash"].Should().Be(files["/bin/busybox"] with { Path = "/bin/ash" });
    }

    [Fact]
    public void A_hard_link_keeps_the_file_when_its_first_name_goes() =>
        Reading.Layers(new TarBytes().File("a", "content").HardLink("b", "a"), new TarBytes().File(".wh.a", ""))["/b"].Sha256
            .Should().Be(Reading.Hash("content"));

    [Fact]
    public void An_entry_below_a_link_lies_where_the_link_leads_inside_the_root()
    {
        var files = Reading.Layers(
            new TarBytes().Directory("usr/lib").Symlink("lib", "usr/lib").Symlink("abs", "/usr").Symlink("up", "../../usr"),
            new TarBytes().File("lib/a", "").File("abs/b", "").File("up/c", ""));

        files.Keys.Should().Contain(["/usr/lib/a", "/usr/b", "/usr/c"]).And.NotContain("/lib/a");
        files["/lib"].LinkTarget.Should().Be("usr/lib");
    }

    [Fact]
    public void Names_are_taken_without_their_dots_and_slashes_and_the_root_is_a_directory()
    {
        var files = Reading.Layers(new TarBytes().Directory(".", 0b111_000_000).File("./a//b", "").File("/c", ""));

        files.Keys.Should().BeEquivalentTo("/", "/a", "/a/b", "/c");
        files["/"].Mode.Should().Be(0b111_000_000);
    }

    [Fact]
    public void A_directory_that_only_its_files_imply_has_the_usual_mode_and_no_time() =>
        Reading.Layers(new TarBytes().File("a/b", ""))["/a"]
            .Should().Be(new ImageFile("/a", ImageFileKind.Directory, 0b111_101_101, 0, 0, Modified: null));

    [Fact]
    public void Every_kind_of_file_is_told_apart() =>
        Reading.Layers(new TarBytes().Entry("null", '3').Entry("disk", '4').Entry("pipe", '6').Symlink("link", "null").Directory("dir").File("file", ""))
            .Values.OrderBy(file => file.Path, StringComparer.Ordinal).Skip(1).Select(file => file.Kind).Should().Equal(
                ImageFileKind.Directory, ImageFileKind.BlockDevice, ImageFileKind.File, ImageFileKind.Symlink, ImageFileKind.CharacterDevice, ImageFileKind.Fifo);

    [Fact]
    public void Paths_come_in_ordinal_order() =>
        Reading.Read(new TarBytes().File("b/x", "").File("b-c", "").File("a", "").File("b.d", "").Gzip()).Files.Select(file => file.Path)
            .Should().Equal("/", "/a", "/b", "/b-c", "/b.d", "/b/x");
}
