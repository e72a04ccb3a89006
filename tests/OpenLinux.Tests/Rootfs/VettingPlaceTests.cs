using System.Text;
using OpenLinux.Configuration;
using OpenLinux.Configuration.Problems;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Oci;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.Tests.Rootfs;

/// <summary>One inspection serves every machine, and each is told of its own folders.</summary>
public sealed class VettingPlaceTests : IDisposable
{
    private const string NoUtf8 = "\\xff";

    /// <summary>Compiled once: it has room for any text.</summary>
    private static readonly Lazy<byte[]> Blank = new(() => Programs.Static(
        source: """char text[99] = "\0\0\0(text)"; char *volatile where; void _start(void){where = text;for(;;);}"""));

    private readonly EngineFolder engine = new();

    public void Dispose() => engine.Dispose();

    [Fact]
    public async Task A_clone_elsewhere_inspects_nothing_again_and_is_told_of_its_own_folder()
    {
        var tarball = Tarball(("bin/one", "/work/mine/src/x"), ("bin/other", "see /work/mine/y"));
        var here = At("/home/me/openlinux", "/cache");
        var there = At("/work/mine", "/cache");

        var first = await InspectAsync(tarball, here);
        var second = await InspectAsync(tarball, there);

        first.Report.Findings.Should().BeEmpty();
        second.Outcome.Cached.Should().BeTrue();
        second.Outcome.Key.Should().Be(first.Outcome.Key);
        var finding = second.Report.Only("OL437");
        finding.Should().BeEquivalentTo(new { Path = "/bin/one", Component = "tools", Rule = "build_paths", Severity = Severity.Error });
        finding.Cause.Should().EndWith("it holds \"/work/mine/\", the first of 2 programs that do");
    }

    /// <summary>What is collected and compared, and what is searched for, must agree on every text.</summary>
    [Theory]
    [InlineData("/checkout/src/x", true)]
    [InlineData("/checkout/", true)]
    [InlineData("/checkout", false)]
    [InlineData("/checkouts/x", false)]
    [InlineData("/other/checkout/x", false)]
    [InlineData("x/y/checkout/x", true)]
    [InlineData("x/yz/checkout/x", false)]
    [InlineData("-I/checkout/include", true)]
    [InlineData("-isystem/checkout/include", false)]
    [InlineData("--prefix=/checkout/x", true)]
    [InlineData("see /checkout/x", true)]
    [InlineData("a:/etc/b:/checkout/x", true)]
    [InlineData("//checkout/x", true)]
    [InlineData("/checkout//x", true)]
    [InlineData(NoUtf8 + "/checkout/x", true)]
    [InlineData("/deep/er/place/x", true)]
    [InlineData("/deep/er/placebo/x", false)]
    [InlineData("~/deep/er/place/x", true)]
    public async Task The_verdict_is_that_of_a_search(string text, bool isFound)
    {
        var policy = At("/checkout", "/deep/er/place");
        var tarball = Tarball(("bin/program", text));

        var collected = (await InspectAsync(tarball, policy)).Report;
        var searched = RootfsInspector.Inspect(new MemoryStream(tarball), "rootfs.tar.gz", policy);

        searched.Codes().Should().Equal(isFound ? ["OL437 /bin/program"] : []);
        collected.Codes().Should().Equal(searched.Codes());
    }

    [Fact]
    public async Task A_path_across_the_borders_of_what_is_read_at_once_is_collected()
    {
        const int Window = 64 * 1024;
        var program = new List<byte>(Programs.Static());
        program.AddRange(new byte[Window - (program.Count % Window) - 6]);
        program.AddRange("\0/checkout/x"u8);
        var tarball = TarBytes.Whole().File("bin/program", [.. program]).Gzip();

        (await InspectAsync(tarball, At("/checkout", "/cache"))).Report.Only("OL437").Cause.Should().Contain($"at byte {program.Count - 11} ");
    }

    /// <summary>Letters that end a path for the scan, and patterns that ask for more than a folder, are searched for; then the places are in the key.</summary>
    [Theory]
    [InlineData("{checkout}/", "/my checkout", "/my checkout/x", true)]
    [InlineData("{checkout}/", "/h\u00f6me", "/h\u00f6me/x", true)]
    [InlineData("{checkout}/src", "/checkout", "/checkout/src", true)]
    [InlineData("{checkout}/src", "/checkout", "/checkout/lib", false)]
    [InlineData("-I{checkout}", "/checkout", "-I/checkout", true)]
    public async Task What_cannot_be_collected_is_searched_for(string pattern, string checkout, string text, bool isFound)
    {
        var policy = At(checkout, "/cache");
        policy = policy with
        {
            Vetting = policy.Vetting with { BuildPaths = [new ContentPattern("", pattern, new Origin("config/vetting.toml", 1))] },
        };
        var tarball = Tarball(("bin/program", text));

        var elsewhere = await InspectAsync(tarball, policy with { Places = new BuildPlaces(checkout + "2", "/cache") });
        var here = await InspectAsync(tarball, policy);

        here.Outcome.Key.Should().NotBe(elsewhere.Outcome.Key);
        elsewhere.Report.Findings.Should().BeEmpty();
        here.Report.Codes().Should().Equal(isFound ? ["OL437 /bin/program"] : []);
    }

    private static byte[] Tarball(params (string Path, string Text)[] programs) =>
        programs.Aggregate(TarBytes.Whole(), (tar, program) => tar.File(program.Path, Naming(program.Text))).Gzip();

    /// <summary>A program that holds a text, as if it had been compiled with it.</summary>
    private static byte[] Naming(string text)
    {
        byte[] program = [.. Blank.Value];
        byte[] named = text.StartsWith(NoUtf8, StringComparison.Ordinal) ? [0xff, .. Encoding.UTF8.GetBytes(text[NoUtf8.Length..])] : Encoding.UTF8.GetBytes(text);
        named.CopyTo(program.AsSpan(program.AsSpan().IndexOf("(text)"u8)));
        return program;
    }

    private static InspectionPolicy At(string checkout, string cache) => Samples.Policy with
    {
        Vetting = Samples.Repository with
        {
            Rules = Samples.Repository.Rules.Keys.ToDictionary(rule => rule, rule => rule == "build_paths" ? RuleLevel.Error : RuleLevel.Off),
        },
        Places = new BuildPlaces(checkout, cache),
    };

    private async Task<(ActionOutcome Outcome, InspectionReport Report)> InspectAsync(byte[] tarball, InspectionPolicy policy)
    {
        var origins = new RootfsOrigins(
            new Dictionary<string, string> { ["bin/one"] = "tools", ["bin/other"] = "tools" }, FileTree.Empty);
        var step = InspectionStep.Inspect(engine.File(tarball).Content, policy, origins);
        var outcome = await engine.Services.Engine.RunAsync(step, TestContext.Current.CancellationToken);
        return (outcome, InspectionStep.ReportOf(outcome, policy, origins));
    }
}
