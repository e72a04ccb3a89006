using System.Globalization;
using OpenLinux.Configuration;
using OpenLinux.Engine.Content;
using OpenLinux.Papers.Bom;
using OpenLinux.Report.Model;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit.Papers;

namespace OpenLinux.TestKit.Report;

/// <summary>Reports about small root filesystems, of <see cref="Bills"/>.</summary>
internal static class Reports
{
    public static readonly Dictionary<string, string> Owners = new()
    {
        ["bin/shell"] = "shell",
        ["bin/sh"] = "shell",
        ["etc/motd of the day #1"] = "src/rootfs",
        ["tmp"] = "rootfs.directories",
    };

    public static readonly RootfsListing Listing = ListingOf(Bills.Contents);

    public static readonly BuildTimeline Run = new(
        new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero),
        "--target=Rootfs --arch=x86_64",
        Ran: 3,
        Cached: 7,
        [Listing.Content.Hash],
        [
            new TimelineStep("CcCompile", "x86_64 src/a.c", TimeSpan.Zero, TimeSpan.FromMilliseconds(1500), "src/a.c changed"),
            new TimelineStep("CcCompile", "x86_64 src/b.c", TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(800), "first build"),
            new TimelineStep("CcLink", "x86_64 bin/shell", TimeSpan.FromMilliseconds(1500), TimeSpan.FromMilliseconds(40), "an input changed"),
        ]);

    public static ImageReport Whole => Of(Listing) with { Run = Run };

    public static ImageReport Of(RootfsListing listing, params Finding[] findings) => new(
        Bills.Pinned,
        listing,
        new InspectionReport(findings, new InspectionSummary(2, 1, 1, listing.SizeBytes, null, [])),
        VettingConfiguration.Default);

    public static RootfsListing ListingOf(FileTree tree, string content = "tarball") =>
        RootfsListing.Of(Bills.Product.Tarball!.FileName, Digest.OfUtf8(content), tree, Owners);

    /// <summary>Of as many files as an image of some size has, in directories of several components.</summary>
    public static ImageReport Large(int files)
    {
        var random = new Random(1);
        string[] components = ["libc", "shell", "headers", "src/rootfs"];
        string[] folders = ["bin", "usr/lib", "usr/share/doc", "usr/share/zoneinfo/Europe", "etc", "opt/app/data"];
        var listed = Enumerable.Range(0, files).Select(number =>
        {
            var folder = folders[number % folders.Length];
            var size = (long)Math.Exp(4 + (random.NextDouble() * 9));
            return (Path: string.Create(CultureInfo.InvariantCulture, $"{folder}/file-{number:0000}"), Node: (TreeNode)new FileNode(Digest.OfUtf8($"{number}") with { SizeBytes = size }), Owner: components[(number / 2) % components.Length]);
        }).ToList();
        return Of(RootfsListing.Of(
            "large.tar.gz",
            Digest.OfUtf8("large"),
            FileTree.Of(listed.Select(file => KeyValuePair.Create(file.Path, file.Node))),
            listed.ToDictionary(file => file.Path, file => file.Owner)));
    }
}
