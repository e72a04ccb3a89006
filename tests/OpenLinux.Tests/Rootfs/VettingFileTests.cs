using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Oci;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.Tests.Rootfs;

/// <summary>Modes that only listed paths may have.</summary>
public sealed class VettingFileTests
{
    private const int Setuid = 0b100_111_101_101;
    private const int Open = 0b111_111_111;
    private const int Sticky = 0b001_111_111_111;

    [Fact]
    public void A_setuid_file_is_refused_unless_it_is_listed()
    {
        var tar = TarBytes.Whole().File("bin/su", "", Setuid);

        var finding = Inspect.Tar(tar, Samples.Strict).Only("OL411");
        var listed = Inspect.Tar(tar, Listing(setuid: "/bin/su"));

        finding.Should().BeEquivalentTo(new { Path = "/bin/su", Rule = "setuid", Severity = Severity.Error });
        finding.Fix.Should().Contain("allowed.setuid");
        listed.Findings.Should().BeEmpty();
        listed.Summary.Setuid.Should().Equal("/bin/su");
    }

    [Fact]
    public void Another_name_of_a_listed_setuid_file_is_not_listed_by_that() =>
        Inspect.Tar(TarBytes.Whole().File("bin/su", "", Setuid).HardLink("bin/hidden", "bin/su"), Listing(setuid: "/bin/su"))
            .Only("OL411").Path.Should().Be("/bin/hidden");

    [Fact]
    public void The_mode_of_a_hard_link_counts_since_Docker_gives_it_to_the_file()
    {
        var report = Inspect.Tar(TarBytes.Whole().Entry("bin/su", '1', Setuid | 0b10, link: "bin/sh"), Samples.Strict);

        report.Codes().Should().Equal("OL411 /bin/su", "OL412 /bin/su");
    }

    [Theory]
    [InlineData('x', "SCHILY")]
    [InlineData('x', "LIBARCHIVE")]
    [InlineData('g', "SCHILY")]
    public void File_capabilities_are_rights_like_setuid(char header, string keeper)
    {
        var record = $"{keeper}.xattr.security.capability=x\n";
        var tar = TarBytes.Whole()
            .Entry("header", header, content: System.Text.Encoding.ASCII.GetBytes($"{record.Length + 3} {record}"))
            .File("bin/ping", "");

        var finding = Inspect.Tar(tar, Samples.Strict).Only("OL411");

        finding.Path.Should().Be("/bin/ping");
        finding.Cause.Should().Contain("security.capability");
        Inspect.Tar(tar, Listing(setuid: "/bin/ping")).Findings.Should().BeEmpty();
    }

    [Fact]
    public void The_root_itself_is_not_open_to_all() =>
        Inspect.Tar(TarBytes.Whole().Entry("./", '5', Open), Samples.Strict).Only("OL412").Path.Should().Be("/");

    [Fact]
    public void Only_listed_directories_are_open_to_all_and_they_need_the_sticky_bit()
    {
        var tar = TarBytes.Whole().Directory("tmp", Sticky).Directory("var/tmp", Open).Directory("srv", Sticky).File("etc/motd", "", Open);

        var report = Inspect.Tar(tar, Samples.Strict);

        report.Codes().Should().Equal("OL412 /var/tmp", "OL412 /srv", "OL412 /etc/motd");
        report.Findings[0].Cause.Should().Contain("without the sticky bit");
        report.Findings.Should().NotBeEmpty().And.OnlyContain(finding => finding.Rule == "world_writable" && finding.Severity == Severity.Error);
    }

    [Fact]
    public void A_device_is_told_once_and_not_for_its_mode() =>
        Inspect.Tar(TarBytes.Whole().Entry("dev/null", '3', 0b110_110_110), Samples.Strict).Only("OL410").Rule.Should().Be("device_nodes");

    private static InspectionPolicy Listing(string setuid) =>
        Samples.Strict with { Vetting = Samples.Strict.Vetting with { Setuid = [setuid] } };
}
