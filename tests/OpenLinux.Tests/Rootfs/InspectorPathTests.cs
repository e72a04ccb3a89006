using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Oci;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.Tests.Rootfs;

/// <summary>Where the entries of a tarball would end up.</summary>
public sealed class InspectorPathTests
{
    [Theory]
    [InlineData("/etc/shadow")]
    [InlineData("../etc/shadow")]
    [InlineData("etc/../../shadow")]
    [InlineData("etc/..")]
    public void A_path_that_leads_out_is_refused(string path) =>
        Inspect.Tar(TarBytes.Whole().File(path, "")).Codes().Should().Equal($"OL404 {path}");

    [Theory]
    [InlineData("./usr/./share//x")]
    [InlineData("usr/..x/x")]
    [InlineData("usr/x..")]
    public void A_path_that_only_looks_like_it_is_not(string path) =>
        Inspect.Tar(TarBytes.Whole().File(path, "")).Findings.Should().BeEmpty();

    [Fact]
    public void A_long_path_in_a_pax_header_is_judged_like_any()
    {
        var tar = TarBytes.Whole()
            .Entry("PaxHeaders/x", 'x', content: "21 path=../../escape\n"u8.ToArray())
            .File("harmless", "");

        Inspect.Tar(tar).Codes().Should().Equal("OL404 ../../escape");
    }

    [Fact]
    public void A_GNU_long_name_is_judged_like_any()
    {
        var tar = TarBytes.Whole().Entry("././@LongLink", 'L', content: "../escape\0"u8.ToArray()).File("harmless", "");

        Inspect.Tar(tar).Codes().Should().Equal("OL404 ../escape");
    }

    [Fact]
    public void Nothing_is_written_through_a_link_that_leads_out() =>
        Inspect.Tar(TarBytes.Whole().Symlink("lib", "/outside").File("lib/x", "")).Codes().Should().Equal("OL404 /lib/x");

    [Fact]
    public void Nothing_is_written_through_a_chain_of_links_that_leads_out() =>
        Inspect.Tar(TarBytes.Whole().Symlink("b", "/etc").Symlink("a", "b").File("a/x", "")).Codes().Should().Equal("OL404 /a/x");

    [Fact]
    public void A_link_that_stays_inside_may_be_written_through() =>
        Inspect.Tar(TarBytes.Whole().Directory("usr").Directory("usr/lib").Symlink("lib", "usr/lib").File("lib/x", ""), RequiringAt("/usr/lib/x"))
            .Findings.Should().BeEmpty();

    [Fact]
    public void An_absolute_link_by_itself_is_no_escape() =>
        Inspect.Tar(TarBytes.Whole().Symlink("etc/mtab", "/proc/mounts")).Findings.Should().BeEmpty();

    [Fact]
    public void A_link_that_climbs_above_the_root_is_refused() =>
        Inspect.Tar(TarBytes.Whole().Symlink("etc/x", "../../outside")).Codes().Should().Equal("OL404 /etc/x");

    [Theory]
    [InlineData("/etc/shadow")]
    [InlineData("../etc/shadow")]
    public void A_hard_link_to_outside_is_refused(string target) =>
        Inspect.Tar(TarBytes.Whole().HardLink("x", target)).Codes().Should().Equal("OL404 /x");

    [Fact]
    public void A_hard_link_through_a_link_that_leads_out_is_refused() =>
        Inspect.Tar(TarBytes.Whole().Symlink("out", "/").HardLink("x", "out/etc/shadow")).Codes().Should().Equal("OL404 /x");

    [Fact]
    public void A_hard_link_needs_its_file_before_it() =>
        Inspect.Tar(TarBytes.Whole().HardLink("a", "b").File("b", "")).Codes().Should().Equal("OL415 /a");

    [Fact]
    public void A_hard_link_is_the_file_it_links() =>
        Inspect.Tar(new TarBytes().Directory("sbin").File("sbin/init", "#!", 0b111_101_101).HardLink("bin/sh", "sbin/init").File("etc/passwd", ""))
            .Findings.Should().BeEmpty();

    [Fact]
    public void A_file_below_a_file_is_corrupt() =>
        Inspect.Tar(TarBytes.Whole().File("bin/sh/x", "")).Codes().Should().Equal("OL403 /bin/sh/x");

    [Fact]
    public void A_file_that_a_layer_would_take_for_a_deletion_is_refused() =>
        Inspect.Tar(TarBytes.Whole().File("etc/.wh.passwd", "")).Codes().Should().Equal("OL416 /etc/.wh.passwd");

    [Fact]
    public void A_folder_that_a_layer_would_take_for_a_deletion_is_refused() =>
        Inspect.Tar(TarBytes.Whole().File("etc/.wh.x/y", "")).Codes().Should().Equal("OL416 /etc/.wh.x/y");

    [Theory]
    [InlineData('V')]
    [InlineData('Z')]
    public void An_entry_that_Docker_does_not_unpack_is_refused(char type) =>
        Inspect.Tar(TarBytes.Whole().Entry("bin/x", type, 0b100_111_101_101)).Only("OL403").Cause.Should().StartWith($"its type is '{type}'");

    [Theory]
    [InlineData("./", '0')]
    [InlineData(".", '2')]
    [InlineData("", '0')]
    public void The_root_is_a_directory(string path, char type) =>
        Inspect.Tar(TarBytes.Whole().Entry(path, type, link: "etc")).Codes().Should().Equal("OL403 /");

    [Fact]
    public void Names_that_no_system_takes_are_refused_and_shown_in_part()
    {
        var deep = string.Concat(Enumerable.Repeat("d/", 300_000));
        foreach (var (type, text) in new[] { ('L', new string('n', 256)), ('L', new string('\u00e9', 128)), ('L', deep), ('K', deep) })
        {
            var finding = Inspect.Tar(
                TarBytes.Whole().Entry("header", type, content: System.Text.Encoding.UTF8.GetBytes(text)).Symlink("x", "y")).Only("OL414");

            finding.Path.Length.Should().BeLessThan(4200);
        }

        Inspect.Tar(TarBytes.Whole().Entry("header", 'L', content: System.Text.Encoding.ASCII.GetBytes(new string('n', 255))).File("x", ""))
            .Findings.Should().BeEmpty();
    }

    [Fact]
    public void Names_that_are_not_UTF_8_stay_apart()
    {
        var tar = TarBytes.Whole();
        foreach (var octet in new byte[] { 0xe8, 0xe9 })
        {
            tar.Entry("x", '0', 0b100_111_101_101, edit: header => header[0] = octet);
        }

        Inspect.Tar(tar).Codes().Should().Equal("OL411 /\\xe8", "OL411 /\\xe9");
    }

    [Fact]
    public void A_path_twice_is_told_and_the_last_one_counts()
    {
        var report = Inspect.Tar(TarBytes.Whole().File("bin/sh", "", 0b110_100_100));

        report.Codes().Should().BeEquivalentTo("OL413 /bin/sh", "OL405 /bin/sh", "OL409 /bin/sh");
    }

    [Fact]
    public void The_same_directory_twice_is_nothing() =>
        Inspect.Tar(TarBytes.Whole().Directory("etc")).Findings.Should().BeEmpty();

    [Fact]
    public void Devices_setuid_files_and_what_anyone_may_write_are_listed_without_refusal()
    {
        var report = Inspect.Tar(TarBytes.Whole()
            .Entry("dev/null", '3').Entry("dev/sda", '4').Entry("run/pipe", '6')
            .File("bin/su", "", 0b100_111_101_101).File("bin/wall", "", 0b010_111_101_101)
            .File("etc/open", "", 0b110_110_110).Directory("open", 0b111_111_111).Directory("tmp", 0b001_111_111_111));

        report.HasErrors.Should().BeFalse();
        report.Codes().Should().BeEquivalentTo(
            "OL410 /dev/null", "OL410 /dev/sda", "OL410 /run/pipe", "OL411 /bin/su", "OL411 /bin/wall", "OL412 /etc/open", "OL412 /open");
        report.Summary.Setuid.Should().Equal("/bin/su", "/bin/wall");
        report.Findings.Single(finding => finding.Path == "/bin/su").Cause.Should().StartWith("its mode is 4755:");
    }

    [Fact]
    public void Many_findings_of_a_kind_are_counted()
    {
        var tar = TarBytes.Whole();
        for (var number = 0; number < 50; number++)
        {
            tar.File($"su{number:d2}", "", 0b100_111_101_101);
        }

        var report = Inspect.Tar(tar);

        report.Findings.Should().HaveCount(21);
        report.Findings[^1].Cause.Should().Be("and 30 more paths, of which this is the first");
    }

    private static InspectionPolicy RequiringAt(string path) => Samples.Policy with { Required = [path] };
}
