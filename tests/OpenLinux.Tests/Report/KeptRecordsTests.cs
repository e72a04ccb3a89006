using OpenLinux.Engine.Content;
using OpenLinux.Report.Model;
using OpenLinux.TestKit.Papers;
using OpenLinux.TestKit.Report;

namespace OpenLinux.Tests.Report;

/// <summary>What is kept of a root filesystem and of a run is read again as it was, or not at all.</summary>
public sealed class KeptRecordsTests
{
    [Fact]
    public void A_listing_comes_back_as_it_was()
    {
        var listing = Reports.ListingOf(Bills.Contents.With("odd\nname\t<&>", Bills.Motd));

        var read = ListingText.Read(ListingText.Write(listing))!;

        read.Should().BeEquivalentTo(listing);
        read.Files.Select(listed => (listed.File.Path, listed.Component)).Should().Equal(
            ("/bin/sh", "shell"), ("/bin/shell", "shell"), ("/etc/motd of the day #1", "src/rootfs"), ("/odd\nname\t<&>", null), ("/tmp", "rootfs.directories"));
    }

    [Fact]
    public void A_listing_begins_with_its_tarball() =>
        ListingText.Write(Reports.Listing).Should().StartWith(ListingText.Heading(Reports.Listing.Tarball, Reports.Listing.Content))
            .And.NotStartWith(ListingText.Heading(Reports.Listing.Tarball, Digest.OfUtf8("another")));

    [Fact]
    public void A_run_comes_back_as_it_was() =>
        TimelineText.Read(TimelineText.Write(Reports.Run)).Should().BeEquivalentTo(Reports.Run);

    [Fact]
    public void A_run_of_very_many_steps_keeps_those_that_took_longest_in_their_order()
    {
        var steps = Enumerable.Range(0, TimelineText.MostSteps + 10)
            .Select(number => new TimelineStep("CcCompile", $"{number}", TimeSpan.FromMilliseconds(number), TimeSpan.FromMilliseconds(number < 10 ? 1 : 2 + (number % 7)), ""));

        var read = TimelineText.Read(TimelineText.Write(Reports.Run with { Ran = TimelineText.MostSteps + 10, Steps = [.. steps] }))!;

        read.Ran.Should().Be(TimelineText.MostSteps + 10);
        read.Steps.Should().HaveCount(TimelineText.MostSteps).And.BeInAscendingOrder(step => step.Start).And.NotContain(step => step.Label == "9");
    }

    [Fact]
    public void Lines_and_tabs_in_labels_break_no_line()
    {
        var odd = Reports.Run with { Steps = [new TimelineStep("K", "a\tb\nc", TimeSpan.Zero, TimeSpan.Zero, "x\r\ny")] };

        TimelineText.Read(TimelineText.Write(odd))!.Steps.Should().Equal(new TimelineStep("K", "a b c", TimeSpan.Zero, TimeSpan.Zero, "x y"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("\n\n")]
    [InlineData("nonsense")]
    [InlineData("99999999999999999\t--target=Rootfs\t1\t2\nh\n")]
    public void Anything_else_is_neither(string text)
    {
        ListingText.Read(text).Should().BeNull();
        TimelineText.Read(text).Should().BeNull();
    }

    [Fact]
    public void Whatever_bit_is_flipped_and_wherever_it_is_cut_reading_does_not_fail()
    {
        var (listing, run) = (ListingText.Write(Reports.Listing), TimelineText.Write(Reports.Run));
        var read = 0;
        for (var at = 0; at < listing.Length; at++)
        {
            read += ListingText.Read(listing[..at]) is null ? 0 : 1;
            ListingText.Read(Flipped(listing, at));
        }

        for (var at = 0; at < run.Length; at++)
        {
            if (TimelineText.Read(Flipped(run, at)) is { } timeline)
            {
                (timeline.Elapsed + timeline.Work).Should().BeGreaterThanOrEqualTo(TimeSpan.Zero);
            }
        }

        read.Should().BeLessThan(Reports.Listing.Files.Count + 1, "what is cut within an entry is no listing");
    }

    private static string Flipped(string text, int at) => text[..at] + (char)(text[at] ^ 1) + text[(at + 1)..];
}
