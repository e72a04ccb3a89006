using System.Security.Cryptography;
using OpenLinux.Common.Errors;
using OpenLinux.Configuration;
using OpenLinux.Configuration.Problems;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Oci;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.Tests.Rootfs;

/// <summary>What no file may hold, wherever in it.</summary>
public sealed class VettingContentTests
{
    private const int Window = 64 * 1024;

    /// <summary>Made here, so that no scanner takes this file for a leak.</summary>
    private static readonly Dictionary<string, string> Secrets = new()
    {
        ["aws_access_key"] = "AKIA" + new string('Z', 16),
        ["github_token"] = "ghp_" + new string('a', 36),
        ["gitlab_token"] = "glpat-" + new string('b', 20),
        ["google_api_key"] = "AIza" + new string('c', 35),
        ["npm_token"] = "npm_" + new string('d', 36),
        ["slack_token"] = "xoxb-" + new string('1', 12) + "-" + new string('e', 24),
        ["docker_token"] = "dckr_pat_" + new string('f', 27),
        ["private_key"] = RSA.Create(1024).ExportRSAPrivateKeyPem(),
    };

    /// <summary>Where one read ends, and where one window does.</summary>
    private static readonly int[] Borders = [Window, Window + 1024, 2 * Window];

    public static TheoryData<string> Names => [.. Secrets.Keys];

    [Fact]
    public void Every_configured_secret_is_tried_here() =>
        Secrets.Keys.Should().BeEquivalentTo(Samples.Repository.Secrets.Select(pattern => pattern.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_secret_is_found_in_any_file_and_not_repeated(string name)
    {
        var finding = Inspect.Tar(TarBytes.Whole().File("etc/notes", $"key: {Secrets[name]}\n"), Samples.Strict).Only("OL438");

        finding.Should().BeEquivalentTo(new { Path = "/etc/notes", Rule = "secrets", Severity = Severity.Error });
        finding.Cause.Should().Be($"at byte 5 it holds what looks like one ({name})");
        finding.ToString().Should().NotContain(Secrets[name][..20]);
    }

    [Theory]
    [InlineData("ghp_short")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----")]
    [InlineData("XAKIAZZZZZZZZZZZZZZZZ")]
    public void What_only_begins_like_one_is_none(string text) =>
        Inspect.Tar(TarBytes.Whole().File("etc/notes", text + "\n"), Samples.Strict).Findings.Should().BeEmpty();

    [Fact]
    public void A_secret_is_found_at_every_place_around_the_borders_of_what_is_read_at_once()
    {
        var secret = Secrets["github_token"];
        var places = Borders.SelectMany(border => Enumerable.Range(border - secret.Length - 2, secret.Length + 4)).ToList();

        var report = Inspect.Tar(FilesWith(secret, places), Thorough);

        report.Findings.Select(finding => finding.Cause.Split(' ')[2]).Should().Equal(places.Select(place => $"{place}"));
    }

    [Fact]
    public void A_word_that_goes_on_behind_the_border_is_no_token()
    {
        var word = "AKIA" + new string('Z', 17);
        var places = Borders.SelectMany(border => Enumerable.Range(border - word.Length - 2, word.Length + 4)).ToList();

        Inspect.Tar(FilesWith(word, places), Thorough).Findings.Should().BeEmpty();
    }

    [Fact]
    public void A_program_that_tells_its_source_file_is_refused()
    {
        using var folder = new TestFolder();
        const string told = "/tmp/project/main.c";
        var source = folder.Write("main.c", $"#line 1 \"{told}\"\nconst char *volatile file; void _start(void){{file = __FILE__;for(;;);}}");
        var program = folder.PathOf("program");

        // A build ID would stand right before the path, and may by chance end in what could be a path's own letters.
        Tool.Run("clang", ["-O1", "-nostdlib", "-ffreestanding", "-static", "-fuse-ld=lld", "-Wl,--build-id=none", source, "-o", program]);

        var finding = Inspect.Tar(TarBytes.Whole().File("bin/program", File.ReadAllBytes(program)), PathsOnly).Only("OL437");

        finding.Should().BeEquivalentTo(new { Path = "/bin/program", Rule = "build_paths" });
        finding.Cause.Should().EndWith($"it holds \"{told}\"");
    }

    [Theory]
    [InlineData("/checkout/src/x", true)]
    [InlineData("/cache/tmp/x", true)]
    [InlineData("/other/checkout/x", false)]
    [InlineData("/checkouts/x", false)]
    [InlineData("/home/user/project/lib/thing.c", true)]
    [InlineData("/root/x.h", true)]
    [InlineData("/tmp/build.Xy12/a.o", true)]
    [InlineData("/usr/share/home/x.c", false)]
    [InlineData("/tmp/ntpd.XXXXXX", false)]
    [InlineData("/home/%s", false)]
    [InlineData("/root", false)]
    [InlineData("/var/tmp/vi.recover", false)]
    [InlineData("/etc/rc.c", false)]
    public void A_place_that_programs_know_is_no_proof_but_a_source_file_in_it_is(string text, bool isFound)
    {
        var program = Programs.Static(source: $"const char *volatile text; void _start(void){{text = \"{text}\";for(;;);}}");

        var report = Inspect.Tar(TarBytes.Whole().File("bin/program", program), PathsOnly);

        report.Codes().Should().Equal(isFound ? ["OL437 /bin/program"] : []);
    }

    [Fact]
    public void A_text_may_name_any_path() =>
        Inspect.Tar(TarBytes.Whole().File("etc/notes", "/home/user/project/main.c\n"), Samples.Strict).Findings.Should().BeEmpty();

    [Theory]
    [InlineData("(")]
    [InlineData("(?=a)b")]
    public void A_pattern_that_cannot_be_searched_for_is_refused_by_file_and_line(string expression)
    {
        var policy = Samples.Strict with
        {
            Vetting = Samples.Strict.Vetting with { Secrets = [new ContentPattern("mine", expression, new Origin("config/vetting.toml", 41))] },
        };

        var inspect = () => Inspect.Tar(TarBytes.Whole(), policy);

        inspect.Should().Throw<BuildException>().Which.Should().BeEquivalentTo(
            new { Code = ConfigurationErrors.BadValue, Subject = "config/vetting.toml:41: patterns.secrets.mine" });
    }

    private static TarBytes FilesWith(string text, IEnumerable<int> places) => places.Aggregate(TarBytes.Whole(), (tar, place) =>
    {
        var content = new byte[3 * Window];
        System.Text.Encoding.ASCII.GetBytes(text).CopyTo(content, place);
        return tar.File($"etc/{place}", content);
    });

    private static InspectionPolicy Thorough => Samples.Strict with { FindingsPerCode = 1000 };

    /// <summary>The programs here are hardened in no way.</summary>
    private static InspectionPolicy PathsOnly => Samples.Policy with
    {
        Vetting = Samples.Repository with
        {
            Rules = Samples.Repository.Rules.Keys.ToDictionary(rule => rule, rule => rule == "build_paths" ? RuleLevel.Error : RuleLevel.Off),
        },
    };
}
