using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Reporting;
using OpenLinux.Oci.Naming;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.Host;

public sealed class RunSummaryTests : IDisposable
{
    private static readonly OciDigest Id = OciDigest.Parse($"sha256:0123456789ab{new string('0', 52)}");

    private static readonly Artifact Rootfs = new(ArtifactKind.Rootfs, "build/x86_64/rootfs.tar.gz", Id, 700_000);

    private static readonly Artifact Image = new(ArtifactKind.Image, "openlinux:1", Id, 1_300_000) { AlsoNamed = ["openlinux:1-abc"] };

    private readonly TestFolder folder = new();
    private readonly RunTally tally = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_says_what_was_made_why_and_what_to_do_next()
    {
        Take(cached: false, "first build");
        Take(cached: false, "first build");
        Take(cached: false, "a.c changed");
        Take(cached: true, "");

        Summary(Rootfs, Image).Of(TimeSpan.FromSeconds(12.34)).Should().Equal(
            "Image   openlinux:1",
            "        1.3 MB, sha256:0123456789ab",
            "        also openlinux:1-abc",
            "Rootfs  build/x86_64/rootfs.tar.gz",
            "        700.0 kB, sha256:0123456789ab",
            "Actions 3 ran, 1 cached, in 12.3 s",
            "        2: first build",
            "        1: a.c changed",
            "Next    docker run --rm -it openlinux:1");
    }

    [Fact]
    public void What_grew_or_shrank_since_the_run_before_is_told()
    {
        Before().Keep([Rootfs with { Size = 699_000 }, Image with { Size = 1_300_500 }]);
        Summary(Rootfs, Image).Of(TimeSpan.Zero).Should().Contain("        700.0 kB (+1.0 kB), sha256:0123456789ab").And.Contain("        1.3 MB (-500 bytes), sha256:0123456789ab");

        Before().Keep([Rootfs]);

        Summary(Rootfs).Of(TimeSpan.Zero).Should().Contain("        700.0 kB (as before), sha256:0123456789ab");
    }

    [Fact]
    public void Nothing_to_do_is_two_lines_without_times()
    {
        Take(cached: true, "");

        Summary(Rootfs, Image).UpToDate("Docker").Should().Equal("Up to date: openlinux:1 (1.3 MB, sha256:0123456789ab)", "Next    docker run --rm -it openlinux:1");
        Summary().UpToDate("Compile").Should().Equal("Up to date: Compile, 1 action cached", "Next    ./build.sh --target=Docker");
    }

    [Fact]
    public void A_report_is_opened_next()
    {
        var report = new Artifact(ArtifactKind.Report, "build/x86_64/report.html", Id, 180_000);

        Summary(Rootfs, report).UpToDate("Report").Should().Equal("Up to date: build/x86_64/report.html (180.0 kB, sha256:0123456789ab)", "Next    xdg-open build/x86_64/report.html");
        Summary(Rootfs, report, Image).UpToDate("Docker").Should().EndWith("Next    docker run --rm -it openlinux:1");
    }

    [Fact]
    public void A_note_of_sizes_that_cannot_be_read_tells_no_change()
    {
        folder.Write("made", "\0\0 nonsense\nx\ty\n");

        Summary(Rootfs).Of(TimeSpan.Zero).Should().Contain("        700.0 kB, sha256:0123456789ab");
    }

    private RunSummary Summary(params Artifact[] artifacts) => new(artifacts, tally, Before());

    private MadeBefore Before() => new(folder.PathOf("made"));

    private void Take(bool cached, string reason) => tally.Take(new ActionOutcome(
        new ActionSpec { Mnemonic = "CcCompile", Label = "a.c", Arguments = [], Outputs = [] }, Digest.Empty, FileTree.Empty, "", cached, reason, TimeSpan.Zero));
}
