using OpenLinux.Engine.Content;
using OpenLinux.Report.Model;

namespace OpenLinux.Host.Reporting;

/// <summary>What the root filesystem of an architecture holds, and what the last one that was another held, in two files of the checkout.</summary>
/// <param name="now">Of the one that was made last.</param>
/// <param name="before">Of the one before that.</param>
internal sealed class RootfsBefore(string now, string before)
{
    /// <summary>Does nothing where it is the one that was made last. The second file is written first: whenever this ends, neither is lost for the other.</summary>
    /// <param name="tarball">The name of its tarball.</param>
    /// <param name="list">What it holds.</param>
    public void Keep(string tarball, Digest content, Func<RootfsListing> list)
    {
        if (KeptText.Begins(now, ListingText.Heading(tarball, content)))
        {
            return;
        }

        if (KeptText.Read(now) is { } kept)
        {
            KeptText.Write(before, kept);
        }

        KeptText.Write(now, ListingText.Write(list()));
    }

    /// <returns>The last one that was another than this; null where none is known.</returns>
    public RootfsListing? Of(Digest tarball) =>
        KeptText.Read(before) is { } text && ListingText.Read(text) is { } listing && listing.Content != tarball ? listing : null;
}
