using OpenLinux.Archives;
using OpenLinux.Common.Errors;
using OpenLinux.Configuration;
using OpenLinux.Configuration.Loading;
using OpenLinux.Configuration.Problems;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.Configuration;

public sealed class VettingConfigurationTests : IDisposable
{
    private readonly ConfigurationFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_repositorys_own_file_states_every_key()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "config", "vetting.toml"));
        folder.Write("vetting.toml", text);

        var vetting = Load();

        foreach (var key in ConfigurationKeys.Vetting.Table.Keys)
        {
            text.Should().MatchRegex($@"(?m)^\[?{key.Path.Split('.')[^1]}(\]| =)|^\[{key.Path}\]");
        }

        vetting.Rules.Should().HaveCount(VettingKeys.Rules.Count);
        vetting.Rules.Where(rule => rule.Value == RuleLevel.Off).Should().BeEmpty();
        vetting.Setuid.Should().BeEmpty();
        vetting.WorldWritable.Should().Equal("/tmp", "/var/tmp");
        vetting.Limits.Should().Be(ArchiveLimits.Default);
    }

    [Fact]
    public void What_is_left_out_has_a_default_that_allows_nothing()
    {
        var vetting = Load();

        vetting.Rules.Should().Equal(VettingKeys.Rules.ToDictionary(rule => rule.Name, rule => rule.Default));
        vetting.WorldWritable.Should().BeEmpty();
        vetting.Secrets.Should().BeEmpty();
        vetting.Limits.Should().Be(ArchiveLimits.Default);
    }

    [Fact]
    public void A_pattern_knows_where_it_was_written()
    {
        folder.Write("vetting.toml", """
            [patterns]
            build_paths = [
              '/home/x',
            ]
            secrets = { mine = 'a+' }
            """);

        var vetting = Load();

        vetting.BuildPaths.Should().Equal(new ContentPattern("", "/home/x", At(3)));
        vetting.Secrets.Should().Equal(new ContentPattern("mine", "a+", At(5)));
    }

    [Fact]
    public void Every_part_of_the_policy_can_be_overridden_for_one_run()
    {
        folder.Write("vetting.toml", "pie = \"error\"\n[budget]\nbusybox = 1\ninit = 2\n[patterns.secrets]\naws = 'A'\nmine = 'B'");

        var vetting = Load(
            ("vetting.pie", "off"), ("vetting.relro", "warn"),
            ("vetting.allowed.setuid", "/bin/su"), ("vetting.allowed.setuid", "/bin/passwd"),
            ("vetting.budget", "busybox=3"), ("vetting.budget", "src/rootfs=4"),
            ("vetting.patterns.secrets", "aws="), ("vetting.limits.expansion", "7"));

        vetting.Rules["pie"].Should().Be(RuleLevel.Off);
        vetting.Rules["relro"].Should().Be(RuleLevel.Warn);
        vetting.Setuid.Should().Equal("/bin/su", "/bin/passwd");
        vetting.Budget.Should().Equal(new Dictionary<string, long> { ["busybox"] = 3, ["init"] = 2, ["src/rootfs"] = 4 });
        vetting.Secrets.Select(pattern => pattern.Name).Should().Equal("mine");
        vetting.Limits.Expansion.Should().Be(7);
    }

    [Theory]
    [InlineData("pie = \"maybe\"", "OL106", "pie", "\"maybe\" is not error, warn or off")]
    [InlineData("pie = true", "OL105", "pie", "expected a string")]
    [InlineData("pai = \"off\"", "OL103", "pai", "there is no such key here")]
    [InlineData("allowed.setuid = [\"bin/su\"]", "OL106", "allowed.setuid", "is not an absolute path")]
    [InlineData("budget.busybox = \"1 MB\"", "OL105", "budget.busybox", "expected a number")]
    [InlineData("budget.busybox = -1", "OL106", "budget.busybox", "-1 is not a number of bytes")]
    [InlineData("budget.\"a b\" = 1", "OL106", "budget.a b", "is not a component's name")]
    [InlineData("limits.expansion = 1", "OL106", "limits.expansion", "1 is not a factor of 2 or more")]
    [InlineData("limits.index_bytes = 5", "OL106", "limits.index_bytes", "1 MiB or more")]
    [InlineData("patterns.build_paths = [\"\"]", "OL106", "patterns.build_paths", "is not text, not empty")]
    [InlineData("patterns.secrets.\"a b\" = \"x\"", "OL106", "patterns.secrets.a b", "is not the name")]
    public void An_error_names_file_line_and_key(string line, string code, string key, string cause)
    {
        folder.Write("vetting.toml", $"# A comment.\n{line}");

        var error = ((Func<VettingConfiguration>)(() => Load())).Should().Throw<BuildException>().Which;

        error.Code.Id.Should().Be(code);
        error.Subject.Should().EndWith($"vetting.toml:2: {key}");
        error.Cause.Should().Contain(cause);
    }

    [Theory]
    [InlineData("vetting.pai", "--vetting.pie")]
    [InlineData("vetting.limits.expansoin", "--vetting.limits.expansion")]
    public void An_unknown_option_names_the_nearest(string option, string nearest)
    {
        var load = () => Load((option, "off"));

        load.Should().Throw<BuildException>().Which.Fix.Should().Be($"did you mean {nearest}?");
    }

    private Origin At(int line) => new(folder.PathOf("vetting.toml"), line);

    private VettingConfiguration Load(params (string Option, string Value)[] options) =>
        ConfigurationLoader.Load(folder.Path, [.. options.Select(option => KeyValuePair.Create(option.Option, option.Value))]).Vetting;
}
