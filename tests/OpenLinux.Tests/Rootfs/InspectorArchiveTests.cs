using OpenLinux.Archives;
using OpenLinux.Oci.Naming;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Oci;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.Tests.Rootfs;

/// <summary>The tarball as a file: there, whole, gzip, tar, and of a size that a machine can bear.</summary>
public sealed class InspectorArchiveTests
{
    [Fact]
    public void A_whole_tarball_has_no_findings()
    {
        var report = Inspect.Tar(TarBytes.Whole());

        report.Findings.Should().BeEmpty();
        report.Summary.Should().BeEquivalentTo(new { Files = 3, Directories = 3, Symlinks = 0, SizeBytes = 26L });
    }

    [Fact]
    public void The_diff_id_is_the_digest_of_the_uncompressed_tar()
    {
        using var folder = new TestFolder();
        var tar = folder.Write("rootfs.tar", TarBytes.Whole().Tar());

        var digest = Tool.Run("sha256sum", [tar])[..64];

        Inspect.Tar(TarBytes.Whole()).Summary.DiffId.Should().Be(new OciDigest(digest));
    }

    [Fact]
    public void Whatever_bytes_are_damaged_the_answer_is_a_report()
    {
        var random = new Random(20261125);
        var words = string.Join(' ', Enumerable.Range(0, 400).Select(_ => random.Next(1 << 20)));
        var whole = TarBytes.Whole().File("etc/words", words).Gzip();
        for (var round = 0; round < 3000; round++)
        {
            var damaged = (byte[])whole.Clone();
            for (var hit = random.Next(1, 4); hit > 0; hit--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            var inspect = () => Inspect.Bytes(damaged);

            inspect.Should().NotThrow("round {0} is damaged as any download may be", round);
        }
    }

    [Fact]
    public void A_tarball_that_is_not_there_is_said_to_be_missing()
    {
        var report = RootfsInspector.Inspect("/nonexistent/rootfs.tar.gz", Samples.Policy);

        report.Only("OL401").Cause.Should().Be("there is no such file");
    }

    [Fact]
    public void A_folder_is_no_tarball()
    {
        using var folder = new TestFolder();

        var finding = RootfsInspector.Inspect(folder.Path, Samples.Policy).Only("OL401");

        finding.Cause.Should().Be("it is a folder");
        finding.Fix.Should().Contain($"tar -C {folder.Path} ");
    }

    [Fact]
    public async Task A_pipe_is_no_tarball_and_nobody_waits_for_it()
    {
        using var folder = new TestFolder();
        Tool.Run("mkfifo", [folder.PathOf("pipe")]);
        File.CreateSymbolicLink(folder.PathOf("stdin"), "pipe");

        var inspection = Task.Run(() => RootfsInspector.Inspect(folder.PathOf("stdin"), Samples.Policy), TestContext.Current.CancellationToken);

        (await inspection.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))
            .Only("OL401").Cause.Should().Be("it is a pipe or a device");
    }

    [Theory]
    [InlineData("x:9 path=a\n", "L:b", "a pax header and a GNU long name for one entry")]
    [InlineData("L:b", "x:9 path=a\n", "a pax header and a GNU long name for one entry")]
    [InlineData("x:14 linkpath=a\n", "K:b", "a pax header and a GNU long name for one entry")]
    [InlineData("x:9 path=a\n", "x:9 path=b\n", "two pax headers for one entry")]
    [InlineData("x:9 size=9\n", "g:9 path=a\n", "a pax header for all entries that names or sizes them")]
    [InlineData("g:9 size=0\n", "g:12 comment=\n", "a pax header for all entries that names or sizes them")]
    public void Headers_that_programs_heed_differently_are_refused(string first, string second, string cause)
    {
        var tar = TarBytes.Whole();
        foreach (var header in new[] { first, second })
        {
            tar.Entry("header", header[0], content: System.Text.Encoding.ASCII.GetBytes(header[2..]));
        }

        Inspect.Tar(tar.Symlink("x", "y")).Only("OL403").Cause.Should().StartWith(cause);
    }

    [Fact]
    public void A_comment_for_all_entries_says_nothing_of_them() =>
        Inspect.Tar(TarBytes.Whole().Entry("header", 'g', content: "13 comment=x\n"u8.ToArray()).File("x", "")).Findings.Should().BeEmpty();

    [Fact]
    public void A_sparse_files_own_name_goes_before_its_place_holder()
    {
        var tar = TarBytes.Whole().Entry(
            "header", 'x', content: "22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n27 GNU.sparse.name=../real\n25 GNU.sparse.realsize=0\n9 path=x\n"u8.ToArray());

        Inspect.Tar(tar.File("x", "0\n" + new string('\0', 510))).Codes().Should().Equal("OL404 ../real");
    }

    [Fact]
    public void Every_beginning_of_a_tarball_is_truncated()
    {
        var whole = TarBytes.Whole().Gzip();

        for (var length = 0; length < whole.Length; length++)
        {
            Inspect.Bytes(whole[..length]).Only("OL402");
        }
    }

    [Fact]
    public void A_tar_without_its_end_is_truncated()
    {
        var unfinished = TarBytes.Whole().Unfinished();

        Inspect.Bytes(TarBytes.Gzip(unfinished)).Only("OL402").Cause.Should().Contain("after etc/passwd");
        Inspect.Bytes(TarBytes.Gzip([.. unfinished, .. new byte[512]])).Only("OL402");
        Inspect.Bytes(TarBytes.Gzip(unfinished[..^100])).Only("OL402");
    }

    [Fact]
    public void Any_flipped_bit_is_found_or_means_nothing()
    {
        var whole = TarBytes.Whole().Gzip();
        var expected = Inspect.Bytes(whole);

        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));

            var report = Inspect.Bytes(damaged);

            if (!report.HasErrors)
            {
                // Flags, times and padding carry no data, and a run of zeros can be told in more than one way.
                report.Should().BeEquivalentTo(expected, "bit {0} passed unnoticed, so the data must be the same", bit);
            }
        }
    }

    [Theory]
    [InlineData("xz", "xz")]
    [InlineData("bzip2", "bzip2")]
    public void Another_compression_is_named(string program, string name)
    {
        using var folder = new TestFolder();
        var tar = folder.Write("rootfs.tar", TarBytes.Whole().Tar());
        Tool.Run("sh", ["-c", $"{program} < {tar} > {tar}.packed"]);

        var report = RootfsInspector.Inspect(tar + ".packed", Samples.Policy);

        report.Only("OL403").Cause.Should().Be($"the file is neither a tar nor one compressed with gzip or zstd: it starts like {name}");
    }

    [Theory]
    [InlineData("zstd -q")]
    [InlineData("gzip -1")]
    [InlineData("cat")]
    public void A_tarball_may_be_compressed_as_image_layers_are_or_not_at_all(string program)
    {
        using var folder = new TestFolder();
        var tar = folder.Write("rootfs.tar", TarBytes.Whole().Tar());
        Tool.Run("sh", ["-c", $"{program} < {tar} > {tar}.packed"]);

        RootfsInspector.Inspect(tar + ".packed", Samples.Policy).Should().BeEquivalentTo(Inspect.Tar(TarBytes.Whole()));
    }

    [Fact]
    public void Several_gzip_members_make_one_tarball()
    {
        var tar = TarBytes.Whole().Tar();

        Inspect.Bytes([.. TarBytes.Gzip(tar[..700]), .. TarBytes.Gzip([]), .. TarBytes.Gzip(tar[700..])]).Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { (byte)'j', (byte)'u', (byte)'n', (byte)'k' })]
    public void Nothing_may_follow_the_compressed_data(byte[] garbage)
    {
        Inspect.Bytes([.. TarBytes.Whole().Gzip(), .. garbage]).Only("OL403").Cause.Should().StartWith("something other than gzip follows");
    }

    [Fact]
    public void Nothing_may_follow_the_end_of_the_tar()
    {
        Inspect.Bytes(TarBytes.Gzip([.. TarBytes.Whole().Tar(), .. TarBytes.Whole().Tar()])).Only("OL403");
        Inspect.Bytes(TarBytes.Gzip([.. TarBytes.Whole().Unfinished(), .. new byte[512], .. TarBytes.Whole().Tar()])).Only("OL403");
    }

    [Fact]
    public void A_wrong_checksum_in_a_tar_header_is_corrupt()
    {
        var tar = TarBytes.Whole().Tar();
        tar[0] ^= 1;

        Inspect.Bytes(TarBytes.Gzip(tar)).Only("OL403").Cause.Should().StartWith("the tar header at byte 0 has checksum");
    }

    [Fact]
    public void Malformed_pax_records_are_corrupt()
    {
        foreach (var records in new[] { "9 path=x\n", "path=x\n", "99999999999 path=x\n", "11 path=x\n", "7 path\n", "0 path=x\n", "-9 path=x\n" })
        {
            var tar = TarBytes.Whole().Entry("PaxHeaders/x", 'x', content: System.Text.Encoding.UTF8.GetBytes(records)).File("x", "");
            var codes = Inspect.Tar(tar).Codes();

            if (records.StartsWith("9 ", StringComparison.Ordinal))
            {
                codes.Should().BeEmpty();
            }
            else
            {
                codes.Should().Equal("OL403 rootfs.tar.gz");
            }
        }
    }

    [Fact]
    public void A_bomb_ends_the_inspection_at_the_limit()
    {
        var policy = Samples.Limited(ArchiveLimits.Default with { UnpackedBytes = 1 << 20 });
        var bomb = TarBytes.Whole().File("zeros", new byte[16 << 20]).Gzip();

        Inspect.Bytes(bomb, policy).Only("OL414").Cause.Should().Contain("zeros");
    }

    [Fact]
    public void A_header_that_claims_gigabytes_takes_no_memory()
    {
        var tar = TarBytes.Whole().Entry("PaxHeaders/x", 'x', statedSize: 2L << 30).Gzip();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Inspect.Bytes(tar).Only("OL414");

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(8 << 20);
    }

    [Fact]
    public void Deep_paths_count_like_many()
    {
        var policy = Samples.Limited(ArchiveLimits.Default with { IndexBytes = 20 * 200 });
        var deep = TarBytes.Whole().Entry("PaxHeaders/x", 'x', content: System.Text.Encoding.ASCII.GetBytes("212 path=" + new string('x', 2) + string.Concat(Enumerable.Repeat("/x", 100)) + "\n"));

        Inspect.Bytes(deep.File("x", "").Gzip(), policy).Only("OL414");
    }

    [Theory]
    [InlineData("gnu")]
    [InlineData("oldgnu")]
    [InlineData("pax")]
    public void What_GNU_tar_packs_is_read_as_it_was(string format)
    {
        using var folder = new TestFolder();
        folder.Write("root/etc/passwd", "root:x:0:0::/:/bin/sh\n"u8);
        folder.Write("root/bin/busybox", "#!"u8);
        folder.Write($"root/share/{new string('d', 120)}/{new string('f', 200)}", "long"u8);
        folder.Write("root/share/\u00e9\u4e2d", "utf-8"u8);
        var root = folder.PathOf("root");
        Tool.Run("sh", ["-ec",
            $"mkdir sbin; chmod -R go-w .; chmod 755 bin/busybox; ln -s busybox bin/sh; ln -s /bin/busybox sbin/init; ln bin/busybox bin/ls; "
            + $"ln -s {new string('t', 150)} share/link; truncate -s 3M share/sparse; printf end >> share/sparse"], root);
        Tool.Run("tar", ["--sparse", $"--format={format}", "-czf", folder.PathOf("rootfs.tar.gz"), "."], root);

        var report = RootfsInspector.Inspect(folder.PathOf("rootfs.tar.gz"), Samples.Policy);

        report.Findings.Should().BeEmpty();
        report.Summary.Files.Should().Be(5);
        report.Summary.Symlinks.Should().Be(3);
    }
}
