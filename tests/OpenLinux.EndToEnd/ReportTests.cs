using OpenLinux.EndToEnd.Browsers;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>The report of a whole build, in a real browser.</summary>
[Collection(ArtifactGroup.Name)]
public sealed class ReportTests(BuiltFixture built)
{
    private const string Page = "build/x86_64/openlinux-1.0.0-alpha-x86_64-report.html";

    private static readonly string[] Report = ["--target=Report", "--arch=x86_64"];

    private static readonly Dictionary<string, string?> NoDaemon = new() { ["DOCKER_HOST"] = "unix:///nonexistent/docker.sock" };

    [Fact]
    public async Task It_shows_the_image_and_asks_no_network_for_anything()
    {
        (await built.Checkout.RunAsync(NoDaemon, Report)).Succeeded();

        using var browser = Browser.Open(built.Checkout.PathOf(Page));

        browser.Requests().Should().Equal(new Uri(built.Checkout.PathOf(Page)).AbsoluteUri);
        browser.Complaints().Should().BeEmpty();
        browser.Text(".figures").Should().Contain("9 files, 390 links").And.Contain("clean");
        browser.Text(".components").Should().Contain("busybox").And.Contain("GPL-2.0").And.Contain("3311dff32e746499f4df0d5df04d7eb396382d7e108bb9250e7b519b837043a4");
        browser.Texts("[...document.querySelectorAll('.tile')].map((tile) => tile.getAttribute('aria-label'))").Should().Contain(label => label.StartsWith("bin/busybox 1.22 MB 96.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_run_that_built_is_its_timeline_and_a_second_run_finds_nothing_to_do()
    {
        await using var checkout = await built.NewCheckoutAsync();
        Samples.AddGreeting(checkout);
        checkout.Write("src/bin/hello/hello.c", $"{checkout.ReadAll("src/bin/hello/hello.c")}/* Of this test alone, so that it is compiled. */\n");
        (await checkout.RunAsync(Report)).Succeeded().Stdout.Should().StartWith($"Report  {Page}\n").And.Contain($"Next    xdg-open {Page}");
        var first = checkout.ReadAll(Page);

        var second = (await checkout.RunAsync(Report)).Succeeded();

        second.Stdout.Should().StartWith($"Up to date: {Page} (");
        checkout.ReadAll(Page).Should().Be(first);
        first.Should().Contain("x86_64 src/bin/hello/hello.c").And.Contain("<code>--target=Report --arch=x86_64</code>").And.NotContain("Nothing had to run");
        await checkout.RememberAsync(Report);
        (await checkout.AskFrontAsync(Report)).Should().Be((await checkout.RunAsync(Report)).Succeeded());
    }

    [Fact]
    public async Task What_changed_since_the_last_root_filesystem_is_told_whatever_target_made_it()
    {
        await using var checkout = await built.NewCheckoutAsync();
        (await checkout.RunAsync("--target=Rootfs", "--arch=x86_64")).Succeeded();
        (await checkout.RunAsync(Report)).Succeeded();
        checkout.ReadAll(Page).Should().Contain("This is the first root filesystem of x86_64");
        checkout.Write("src/rootfs/etc/motd", "Welcome.\n");
        File.Delete(checkout.PathOf("src/rootfs/etc/shells"));
        (await checkout.RunAsync("--target=Rootfs", "--arch=x86_64")).Succeeded();

        (await checkout.RunAsync(Report)).Succeeded();

        using var browser = Browser.Open(checkout.PathOf(Page));
        browser.Texts("[...document.querySelectorAll('section[aria-labelledby=changes] table.stack tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent).join(' | '))")
            .Should().Equal("/etc/shells | removed | src/rootfs | \u221258 bytes", "/etc/motd | added | src/rootfs | +9 bytes");
        browser.Complaints().Should().BeEmpty();
    }

    [Fact]
    public async Task What_vetting_refuses_is_in_the_report()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Replace("config/vetting.toml", "init = 65_536", "init = 1_000");

        (await checkout.RunAsync(Report)).Succeeded();

        using var browser = Browser.Open(checkout.PathOf(Page));
        browser.Text("section[aria-labelledby=vetting]").Should().Contain("OL439").And.Contain("1 error");
    }

    [Fact]
    public async Task Each_architecture_has_a_report_of_its_own()
    {
        (await built.Checkout.RunAsync(NoDaemon, "--target=Report", "--arch=all")).Succeeded();

        built.Checkout.ReadAll(Page).Should().Contain("x86_64, linux/amd64").And.NotContain("linux/arm64");
        built.Checkout.ReadAll(Page.Replace("x86_64", "aarch64", StringComparison.Ordinal)).Should().Contain("aarch64, linux/arm64");
    }
}
