using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Oci;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.EndToEnd;

/// <summary>Tarballs that mean harm or were harmed, made by the tools that make such things, each with its finding and in little memory.</summary>
public sealed class HostileTarballTests : IDisposable
{
    /// <summary>All that an inspection may allocate, in bytes: with the patterns made ready, and far less than what the tarballs unpack to.</summary>
    private const long Memory = 32 << 20;

    private readonly TestFolder folder = new();

    public HostileTarballTests() => Shell(
        "mkdir -p root/bin root/sbin root/etc && echo '#!' >root/bin/sh && cp root/bin/sh root/sbin/init && echo root:x:0:0::/:/bin/sh >root/etc/passwd "
        + "&& chmod 755 root/bin/sh root/sbin/init && chmod -R go-w root");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_tarball_that_all_of_these_are_made_from_is_right()
    {
        Pack();

        Vet().Findings.Should().BeEmpty();
    }

    [Fact]
    public void Truncated_gzip()
    {
        Pack();
        Shell("head -c 200 rootfs.tar.gz >half && mv half rootfs.tar.gz");

        Vet().Codes().Should().Equal($"OL402 {Tarball}");
    }

    [Fact]
    public void A_bad_checksum_of_the_compressed_data()
    {
        Pack();
        Shell("printf '\\377\\377\\377\\377' | dd of=rootfs.tar.gz bs=1 seek=$(($(stat -c %s rootfs.tar.gz) - 8)) conv=notrunc");

        Vet().Codes().Should().Equal($"OL403 {Tarball}");
    }

    [Fact]
    public void A_bad_checksum_of_a_tar_header()
    {
        Shell("tar -C root -cf rootfs.tar bin sbin etc && printf 'X' | dd of=rootfs.tar bs=1 seek=0 conv=notrunc && gzip rootfs.tar");

        Vet().Codes().Should().Equal($"OL403 {Tarball}");
    }

    [Fact]
    public void A_path_that_climbs_out()
    {
        Shell("echo evil >evil");
        Pack("-P --transform='s,^\\.\\./evil,../../etc/evil,'", "../evil");

        Vet().Codes().Should().Equal("OL404 ../../etc/evil");
    }

    [Fact]
    public void An_absolute_path()
    {
        Shell("echo evil >evil");
        Pack("-P", folder.PathOf("evil"));

        Vet().Codes().Should().Equal($"OL404 {folder.PathOf("evil")}");
    }

    [Fact]
    public void A_symlink_that_climbs_out()
    {
        Shell("ln -s ../../../outside root/etc/link");
        Pack();

        Vet().Codes().Should().Equal("OL404 /etc/link");
    }

    [Fact]
    public void A_file_that_is_written_through_a_symlink()
    {
        Shell("ln -s /outside root/lib && mkdir more && echo evil >more/evil");
        Shell("tar -C root -cf rootfs.tar bin sbin etc lib && tar -rf rootfs.tar --transform='s,^more,lib,' more/evil && gzip rootfs.tar");

        Vet().Codes().Should().Equal("OL404 /lib/evil");
    }

    [Fact]
    public void A_hard_link_to_the_outside()
    {
        Shell("echo evil >evil && ln evil root/bin/evil");
        Shell("tar -P -cf rootfs.tar evil --transform='s,^root/,,;s,^evil,/etc/shadow,' root/bin root/sbin root/etc && gzip rootfs.tar");

        Vet().Codes().Should().Contain("OL404 /bin/evil");
    }

    [Fact]
    public void Device_nodes_and_pipes()
    {
        Shell("mkdir root/dev && mknod root/dev/sda b 8 0 && mknod root/dev/mem c 1 1 && mkfifo root/dev/pipe && chmod 644 root/dev/*");
        Pack();

        var report = Vet();

        report.Codes().Should().BeEquivalentTo("OL410 /dev/sda", "OL410 /dev/mem", "OL410 /dev/pipe");
        report.Findings.Should().NotBeEmpty().And.OnlyContain(finding => finding.Rule == "device_nodes");
    }

    [Fact]
    public void Duplicate_entries()
    {
        Shell("tar -C root -cf rootfs.tar bin sbin etc && tar -C root -rf rootfs.tar bin/sh && gzip rootfs.tar");

        Vet().Only("OL413").Should().BeEquivalentTo(new { Path = "/bin/sh", Rule = "duplicates" });
    }

    [Theory]
    [InlineData("--format=gnu")]
    [InlineData("--format=pax --sparse-version=0.0")]
    [InlineData("--format=pax --sparse-version=0.1")]
    [InlineData("--format=pax --sparse-version=1.0")]
    public void Ten_gibibytes_of_holes(string format)
    {
        Shell("truncate -s 10G root/etc/holes");
        Pack($"--sparse {format}");

        var finding = Vet().Only("OL414");

        new FileInfo(Tarball).Length.Should().BeLessThan(10_000);
        finding.Path.Should().Be(Tarball);
        finding.Cause.Should().Contain("it is a bomb").And.EndWith("reached at etc/holes");
    }

    [Fact]
    public void Five_gibibytes_of_zeros_in_five_megabytes()
    {
        DeflateBomb.Write(Tarball, "zeros", 5L << 30);

        var finding = Vet().Only("OL414");

        new FileInfo(Tarball).Length.Should().BeInRange(5_000_000, 5_500_000);
        finding.Cause.Should().Contain("it is a bomb").And.EndWith("reached at zeros");
    }

    [Fact]
    public void Three_hundred_mebibytes_of_zeros_by_zstd()
    {
        Shell("truncate -s 300M root/etc/zeros && tar -C root -c . | zstd -q >rootfs.tar.gz");

        Vet().Only("OL414").Cause.Should().Contain("it is a bomb").And.EndWith("reached at ./etc/zeros");
    }

    [Fact]
    public void Another_architecture()
    {
        File.WriteAllBytes(folder.PathOf("root/bin/program"), Programs.Hardened("aarch64-linux-gnu"));
        Pack();

        Vet().Codes().Should().Equal("OL406 /bin/program");
    }

    [Theory]
    [InlineData("--format=gnu")]
    [InlineData("--format=pax --sparse-version=0.0")]
    [InlineData("--format=pax --sparse-version=0.1")]
    [InlineData("--format=pax --sparse-version=1.0")]
    public void Another_architecture_hidden_in_a_sparse_file(string format)
    {
        File.WriteAllBytes(folder.PathOf("root/bin/program"), Programs.Hardened("aarch64-linux-gnu"));
        Shell("truncate -s 3M root/bin/program && printf end >>root/bin/program && truncate -s 5M root/bin/program");
        Pack($"--sparse {format}");

        var report = Vet();

        new FileInfo(Tarball).Length.Should().BeLessThan(100_000);
        report.Codes().Should().Equal("OL406 /bin/program");
        report.Summary.SizeBytes.Should().BeGreaterThan(5 << 20);
    }

    [Fact]
    public void Setuid()
    {
        Shell("cp root/bin/sh root/bin/su && chmod 6755 root/bin/su");
        Pack();

        Vet().Only("OL411").Should().BeEquivalentTo(new { Path = "/bin/su", Rule = "setuid" });
    }

    [Theory]
    [InlineData("gnu")]
    [InlineData("pax")]
    public void Long_names_are_read_and_judged_like_short_ones(string format)
    {
        var path = $"{new string('d', 200)}/{new string('e', 200)}/{new string('f', 200)}";
        Shell($"mkdir -p root/$(dirname {path}) && echo long >root/{path} && chmod 666 root/{path} && ln -s ../{path} root/etc/long");
        Pack($"--format={format}");

        Vet().Codes().Should().Equal($"OL412 /{path}");
    }

    [Theory]
    [InlineData("gnu")]
    [InlineData("pax")]
    public void A_long_name_that_climbs_out(string format)
    {
        Shell("echo evil >evil");
        var path = $"{string.Concat(Enumerable.Repeat("../", 60))}etc/evil";
        Pack($"-P --format={format} --transform='s,^\\.\\./evil,{path},'", "../evil");

        Vet().Codes().Should().Equal($"OL404 {path}");
    }

    private string Tarball => folder.PathOf("rootfs.tar.gz");

    /// <summary>The files of root, in a fixed order, with what is given behind them.</summary>
    private void Pack(string options = "", string more = "") =>
        Shell($"cd root && tar {options} -czf ../rootfs.tar.gz $(ls) {more}");

    private void Shell(string script) => Tool.Run("sh", ["-euc", script], folder.Path);

    private InspectionReport Vet()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        var report = RootfsInspector.Inspect(Tarball, Samples.Strict);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(Memory);
        return report;
    }
}
