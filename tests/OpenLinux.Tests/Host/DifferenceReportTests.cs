using OpenLinux.Host.Reporting;
using OpenLinux.Oci.Contents;

namespace OpenLinux.Tests.Host;

/// <summary>What Diff prints, line by line.</summary>
public sealed class DifferenceReportTests
{
    private static readonly Dictionary<string, string> Owners = new()
    {
        ["bin/busybox"] = "busybox",
        ["bin/sh"] = "busybox",
        ["bin/hello"] = "hello",
        ["usr/share/hello/text"] = "hello",
    };

    private static readonly ImageFields Config = new("linux/amd64", null, new Dictionary<string, string> { ["Cmd"] = "[\"/bin/sh\"]", ["User"] = "1" });

    [Fact]
    public void Everything_is_told_in_the_order_of_paths_with_totals_by_component()
    {
        var old = new ImageContents("openlinux:old", [Directory("/bin", 5), File("/bin/busybox", 1_234_567), Link("/bin/sh", "ash"), File("/etc/motd", 42), File("/same", 1)], Config);
        var @new = new ImageContents(
            "rootfs.tar.gz",
            [Directory("/bin", 0), File("/bin/busybox", 1_234_467) with { Modified = 9 }, File("/bin/hello", 12_345) with { Mode = 0b100_111_101_101 }, Link("/bin/sh", "busybox"), File("/same", 1), Directory("/usr/share/hello", 0)],
            Config with { Values = new Dictionary<string, string> { ["Cmd"] = "[\"/bin/ash\"]", ["Env TERM"] = "linux" } });

        Print(old, @new).Should().Be(
            """
            --- openlinux:old, linux/amd64, 5 paths, 1,234,610 bytes
            +++ rootfs.tar.gz, linux/amd64, 6 paths, 1,246,813 bytes

               mode      bytes  path              component  what
            ~  f 0755     -100  /bin/busybox      busybox    content
            +  f 4755  +12,345  /bin/hello        hello
            ~  l 0777        0  /bin/sh           busybox    link ash -> busybox
            -  f 0755      -42  /etc/motd         (unknown)
            +  d 0755        0  /usr/share/hello  hello
            2 added, 1 removed, 2 changed, 1 the same
            1 more differ in modification time alone: 1970-01-01T00:00:05Z -> 1970-01-01T00:00:00Z

            component  added  removed  changed    bytes
            (unknown)      0        1        0      -42
            busybox        0        0        2     -100
            hello          2        0        0  +12,345

            configuration
            ~  Cmd       ["/bin/sh"] -> ["/bin/ash"]
            +  Env TERM  linux
            -  User      1

            """);
    }

    [Fact]
    public void Nothing_is_told_of_images_that_are_the_same()
    {
        var image = new ImageContents("one", [Directory("/", 0), File("/a", 1)], Config);

        Print(image, image).Should().EndWith("\n\n0 added, 0 removed, 0 changed, 2 the same\n\nconfiguration: the same\n");
    }

    [Fact]
    public void A_tarball_is_said_to_have_no_configuration() =>
        Print(new ImageContents("old.tar.gz", [], null), new ImageContents("new", [], Config)).Should().Contain("\nconfiguration: old.tar.gz has none\n");

    [Fact]
    public void Different_times_are_told_as_a_span() =>
        Print(new ImageContents("old", [File("/a", 0), File("/b", 0) with { Modified = 60 }], null), new ImageContents("new", [File("/a", 0) with { Modified = 3600 }, File("/b", 0) with { Modified = 3600 }], null))
            .Should().Contain("2 more differ in modification time alone: 1970-01-01T00:00:00Z to 1970-01-01T00:01:00Z -> 1970-01-01T01:00:00Z\n");

    [Fact]
    public void What_a_terminal_would_obey_is_shown_and_not_sent() =>
        Print(new ImageContents("old", [], null), new ImageContents("new", [File("/a\u001b[2J\n", 0)], null)).Should().Contain(@"/a\x1b[2J\x0a").And.NotContain("\u001b");

    private static string Print(ImageContents old, ImageContents @new)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new DifferenceReport(ContentsDifference.Between(old, @new), Owners).Print(writer);
        return writer.ToString();
    }

    private static ImageFile File(string path, long size) => new(path, ImageFileKind.File, 0b111_101_101, 0, 0, 0, size, $"{size}");

    private static ImageFile Directory(string path, long modified) => new(path, ImageFileKind.Directory, 0b111_101_101, 0, 0, modified);

    private static ImageFile Link(string path, string target) => new(path, ImageFileKind.Symlink, 0b111_111_111, 0, 0, 0, LinkTarget: target);
}
