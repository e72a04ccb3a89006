using System.Globalization;
using OpenLinux.EndToEnd.Browsers;
using OpenLinux.Engine.Content;
using OpenLinux.Report.Model;
using OpenLinux.Report.Pages;
using OpenLinux.Rootfs;
using OpenLinux.Rootfs.Units;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Papers;
using OpenLinux.TestKit.Report;
using OpenQA.Selenium;

namespace OpenLinux.EndToEnd;

/// <summary>What people do with a report, in a real browser.</summary>
public sealed class ReportPageTests : IDisposable
{
    private const int Phone = 375;
    private const string Tiles = "[...document.querySelectorAll('.tile')]";
    private const string Rows = "[...document.querySelectorAll('#file-table tbody tr')]";

    private readonly TestFolder folder = new();

    private static ImageReport Whole => WholeOf(600);

    private static ImageReport WholeOf(int files) => Reports.Large(files) with
    {
        Before = Reports.Listing,
        Run = Reports.Run,
        Inspection = Reports.Of(Reports.Listing, new Finding(RootfsErrors.SetuidFile, "/bin/su", "its mode is 4755", "chmod it", Severity.Error) { Rule = "setuid" }).Inspection,
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("component")]
    [InlineData("directory")]
    public void Tiles_of_one_group_are_to_each_other_as_their_sizes(string grouping)
    {
        using var browser = Open(Whole);
        browser.Click($".choice input[value={grouping}]");

        var tiles = browser.Texts($"{Tiles}.map((tile, index, all) => [all.indexOf(tile.tile.parent?.element), tile.getBoundingClientRect().width, tile.getBoundingClientRect().height, tile.tile.node.size].join(' '))")
            .Select(tile => tile.Split(' ')).Select(tile => (Group: tile[0], Width: Number(tile[1]), Height: Number(tile[2]), Size: Number(tile[3]))).ToList();

        tiles.Should().HaveCountGreaterThan(200);
        foreach (var group in tiles.GroupBy(tile => tile.Group))
        {
            // A browser lays out in 64ths of a pixel, position and length each.
            var scale = group.Sum(tile => tile.Width * tile.Height) / group.Sum(tile => tile.Size);
            var wrong = group.Where(tile => Math.Abs((tile.Width * tile.Height) - (tile.Size * scale)) > (tile.Width + tile.Height) / 16);
            wrong.Should().BeEmpty("in the group of tile {0} a byte takes {1} square pixels", group.Key, scale);
        }
    }

    [Fact]
    public void The_treemap_fills_its_place_without_overlaps()
    {
        using var browser = Open(Whole);

        // Of the outermost tiles: together they are the whole, and none reaches beyond it.
        browser.Ask($$"""
            (() => {
              const map = document.querySelector('.map').getBoundingClientRect();
              const tiles = {{Tiles}}.filter((tile) => !tile.tile.parent).map((tile) => tile.getBoundingClientRect());
              const sum = tiles.reduce((area, tile) => area + tile.width * tile.height, 0);
              const inside = tiles.every((tile) => tile.left >= map.left - 0.5 && tile.right <= map.right + 0.5 && tile.top >= map.top - 0.5 && tile.bottom <= map.bottom + 0.5);
              return inside && Math.abs(sum / (map.width * map.height) - 1) < 0.01;
            })()
            """).Should().Be(true);
    }

    [Fact]
    public void It_is_grouped_by_component_and_by_directory_and_goes_into_groups_and_back()
    {
        using var browser = Open(Whole);
        Groups(browser).Should().BeEquivalentTo("libc", "shell", "headers", "src/rootfs");

        browser.Click(".choice input[value=directory]");
        Groups(browser).Should().BeEquivalentTo("/bin", "/usr", "/etc", "/opt/app/data");

        browser.Ask($"{Tiles}.find((tile) => tile.tile.node.path === '/usr').click()");
        Groups(browser).Should().BeEquivalentTo("/usr/lib", "/usr/share");
        browser.Text(".trail").Should().Contain("usr");

        browser.Click(".trail button");
        Groups(browser).Should().Contain("/bin");
    }

    [Fact]
    public void A_program_is_looked_into_by_its_source_files()
    {
        var tool = new FileNode(Digest.OfUtf8("tool") with { SizeBytes = 100_000 }, FileNode.Executable);
        var listing = RootfsListing.Of("t", Digest.OfUtf8("t"), Bills.Tree(("bin/tool", tool), ("etc/motd", Bills.Motd)), new Dictionary<string, string> { ["bin/tool"] = "shell" });
        using var browser = Open(Reports.Of(listing) with
        {
            Programs = new Dictionary<string, IReadOnlyList<UnitSize>> { ["/bin/tool"] = [new("src/a.c", 50_000), new("../lib/b.c", 20_000), new("src/c.c", 10_000)] },
        });

        browser.Texts($"{Tiles}.map((tile) => tile.tile.node.path + ' ' + tile.tile.node.size)").Should().Contain(
            ["/bin/tool 100000", "/bin/tool: src 60000", "/bin/tool: src/a.c 50000", "/bin/tool: lib/b.c 20000", "/bin/tool: data, and code of no known source file 20000"]);

        browser.Ask($"{Tiles}.find((tile) => tile.tile.node.path === 'shell').click()");
        Groups(browser).Should().Equal("/bin/tool: src", "/bin/tool: data, and code of no known source file", "/bin/tool: lib/b.c");
        browser.Text(".trail").Should().MatchRegex("(?s)All.*shell.*bin/tool");
    }

    [Fact]
    public void The_keyboard_goes_where_a_pointer_goes()
    {
        using var browser = Open(Whole);
        browser.Find(".choice input[value=component]").SendKeys(Keys.ArrowRight);
        browser.Ask("document.querySelector('.choice input[value=directory]').checked").Should().Be(true);
        browser.Ask($"{Tiles}.filter((tile) => tile.tabIndex === 0).length").Should().Be(1L, "one tile is the way in");

        browser.Ask($"{Tiles}.find((tile) => tile.tabIndex === 0).focus()");
        var first = Focused(browser);
        browser.Press(Keys.ArrowRight);
        Focused(browser).Should().StartWith(first + "/", "it goes into the group");
        browser.Text(".treemap .detail").Should().Contain(Focused(browser)).And.Contain("% of the image");
        browser.Press(Keys.ArrowLeft);
        Focused(browser).Should().Be(first);

        browser.Press(Keys.Enter);
        Groups(browser).Should().NotBeEmpty().And.OnlyContain(path => path.StartsWith(first, StringComparison.Ordinal));
        browser.Press(Keys.Escape);
        Groups(browser).Should().Contain(first).And.HaveCount(4);
    }

    [Fact]
    public void Files_are_found_by_words_and_by_component()
    {
        using var browser = Open(Whole);
        browser.Number($"{Rows}.length").Should().Be(200);
        browser.Text("#file-more").Should().Be("Show all 600");

        browser.Find(".filter input").SendKeys("zoneinfo file-0003");
        browser.Texts($"{Rows}.map((row) => row.cells[0].textContent)").Should().Equal("/usr/share/zoneinfo/Europe/file-0003");
        browser.Text(".found").Should().Be("1 of 600 paths");

        browser.Find(".filter input").SendKeys(" nothing");
        browser.Text(".found").Should().Be("No path matches");

        browser.Find(".filter input").Clear();
        browser.Find(".filter select").SendKeys("src/rootfs");
        browser.Text(".found").Should().Be("150 of 600 paths");
        browser.Texts($"{Rows}.map((row) => row.cells[3].textContent)").Distinct().Should().Equal("src/rootfs");
    }

    [Fact]
    public void Files_are_sorted_by_what_their_headings_say_and_all_are_shown_on_request()
    {
        using var browser = Open(Whole);
        browser.Ask("document.querySelector('#file-table [aria-sort]').textContent").Should().Be("Size");
        Sizes(browser).Should().NotBeEmpty().And.BeInDescendingOrder();

        browser.Click("#file-table thead th:first-child button");
        browser.Texts($"{Rows}.map((row) => row.cells[0].textContent)").Should().HaveCount(200).And.BeInAscendingOrder(StringComparer.Ordinal);
        browser.Click("#file-table thead th:first-child button");
        browser.Ask("document.querySelector('#file-table [aria-sort]').getAttribute('aria-sort')").Should().Be("descending");

        browser.Click("#file-more button");
        browser.Number($"{Rows}.length").Should().Be(600);
    }

    [Fact]
    public void The_timeline_tells_of_a_step_that_is_pointed_at()
    {
        using var browser = Open(Whole);
        browser.Number("document.querySelectorAll('.chart rect:not(.chosen)').length").Should().Be(3);

        browser.Ask("document.querySelector('.chart rect').dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: document.querySelector('.chart').getBoundingClientRect().left + 2, clientY: document.querySelector('.chart').getBoundingClientRect().top + 4 }))");

        browser.Text(".timeline .detail").Should().Be("CcCompile x86_64 src/a.c began at 0 ms, took 1.5 s: src/a.c changed");
    }

    [Theory]
    [InlineData(Phone, false)]
    [InlineData(Phone, true)]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    public void It_fits_the_window_heeds_the_colour_scheme_and_has_no_barriers(int width, bool isDark)
    {
        using var browser = Open(WholeOf(120), width, isDark);

        browser.Number("document.documentElement.scrollWidth").Should().BeLessThanOrEqualTo(width);
        browser.Number("document.body.scrollWidth").Should().BeLessThanOrEqualTo(width);
        var (background, text) = (Lightness(browser, "backgroundColor"), Lightness(browser, "color"));
        (background < 60 && text > 200).Should().Be(isDark, "the page is {0} under {1}", background, text);
        (background > 200 && text < 60).Should().Be(!isDark);
        browser.Barriers().Should().BeEmpty();
        browser.Complaints().Should().BeEmpty();
    }

    [Fact]
    public void Names_of_an_image_run_nothing()
    {
        const string Name = "</script><img src=x onerror=document.title=1>";
        var listing = RootfsListing.Of("t", Digest.OfUtf8("t"), Bills.Tree(($"d/{Name}", Bills.Motd), ("e", new SymlinkNode(Name))), new Dictionary<string, string> { [$"d/{Name}"] = Name });

        using var browser = Open(Reports.Of(listing) with { Run = Reports.Run with { Steps = [new TimelineStep(Name, Name, TimeSpan.Zero, TimeSpan.FromSeconds(1), Name)] } });

        browser.Ask("document.title").Should().Be("openlinux-1.0.0-alpha-x86_64: report");
        browser.Number("document.querySelectorAll('img').length").Should().Be(0);
        browser.Texts($"{Rows}.map((row) => row.cells[0].textContent)").Should().Equal($"/d/{Name}", "/e");
        browser.Texts($"{Tiles}.map((tile) => tile.tile.node.path)").Should().Contain($"/d/{Name}");
        browser.Requests().Should().ContainSingle();
        browser.Complaints().Should().BeEmpty();
    }

    [Fact]
    public void Without_scripts_the_facts_are_there_and_nothing_that_would_need_one()
    {
        using var browser = Browser.Open(Page(Whole), hasScripts: false);

        browser.Text("#file-table").Should().Contain("/usr/share/zoneinfo/Europe/file-0003");
        browser.Text(".components").Should().Contain("GPL-2.0-only");
        browser.Find(".filter").Displayed.Should().BeFalse();
        browser.Find("#treemap").Displayed.Should().BeFalse();
        browser.Find("#timeline-chart").Displayed.Should().BeFalse();
    }

    [Fact]
    public void An_image_without_a_byte_says_so()
    {
        using var browser = Open(Reports.Of(Reports.ListingOf(FileTree.Empty)));

        browser.Text(".treemap .detail").Should().Be("No file takes any space.");
        browser.Complaints().Should().BeEmpty();
    }

    private static IReadOnlyList<string> Groups(Browser browser) => browser.Texts($"{Tiles}.filter((tile) => !tile.tile.parent).map((tile) => tile.tile.node.path)");

    private static string Focused(Browser browser) => (string)browser.Ask("document.activeElement.tile.node.path")!;

    private static IReadOnlyList<double> Sizes(Browser browser) =>
        [.. browser.Texts($"{Rows}.map((row) => row.cells[1].textContent)").Select(size => Number(size.Split(' ')[0]) * (size.EndsWith("MB", StringComparison.Ordinal) ? 1e6 : size.EndsWith("kB", StringComparison.Ordinal) ? 1e3 : 1))];

    /// <summary>Of the page, from 0 for black to 255 for white.</summary>
    private static double Lightness(Browser browser, string property) =>
        browser.Number($"getComputedStyle(document.body).{property}.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part) / 3, 0)");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private Browser Open(ImageReport report, int width = 1280, bool isDark = false) => Browser.Open(Page(report), width, isDark: isDark);

    private string Page(ImageReport report) => folder.Write("report.html", ReportPage.Write(report));
}
