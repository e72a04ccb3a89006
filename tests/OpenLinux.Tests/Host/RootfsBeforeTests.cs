using OpenLinux.Engine.Content;
using OpenLinux.Host.Reporting;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Papers;
using OpenLinux.TestKit.Report;

namespace OpenLinux.Tests.Host;

/// <summary>The last root filesystem that was another one.</summary>
public sealed class RootfsBeforeTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nothing_is_known_before_the_second_one()
    {
        Before().Of(Digest.OfUtf8("first")).Should().BeNull();

        Keep("first");

        Before().Of(Digest.OfUtf8("first")).Should().BeNull();
    }

    [Fact]
    public void It_is_the_last_that_differs_however_often_the_same_is_made()
    {
        Keep("first");
        Keep("second");
        Before().Keep(Reports.Listing.Tarball, Digest.OfUtf8("second"), () => throw new InvalidOperationException("nobody needs the list"));

        Before().Of(Digest.OfUtf8("second"))!.Content.Should().Be(Digest.OfUtf8("first"));
    }

    [Fact]
    public void After_a_change_that_was_taken_back_it_is_the_change()
    {
        Keep("first");
        Keep("second");
        Keep("first");

        Before().Of(Digest.OfUtf8("first"))!.Content.Should().Be(Digest.OfUtf8("second"));
    }

    [Fact]
    public void Files_that_cannot_be_read_tell_nothing_and_are_written_anew()
    {
        folder.Write("now", "nonsense");
        folder.Write("before", "\0\0\0");
        Before().Of(Digest.OfUtf8("first")).Should().BeNull();

        Keep("first");
        Keep("second");

        Before().Of(Digest.OfUtf8("second"))!.Files.Should().BeEquivalentTo(Reports.Listing.Files);
    }

    private void Keep(string content)
    {
        var listing = Reports.ListingOf(Bills.Contents, content);
        Before().Keep(listing.Tarball, listing.Content, () => listing);
    }

    private RootfsBefore Before() => new(folder.PathOf("now"), folder.PathOf("before"));
}
