using System.Reflection;
using System.Text.RegularExpressions;
using Cake.Frosting;
using OpenLinux.Configuration.Loading;
using OpenLinux.Host.Cli;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.CrossCutting;

/// <summary>The docs tell of what is there.</summary>
public sealed partial class DocumentsTests
{
    /// <summary>Docker's and git's, where none of <see cref="Others"/> stands on the line.</summary>
    private static readonly string[] OptionsOfOthers = ["platform", "global", "add", "insecure-ignore-tlog"];

    /// <summary>Lines that call them speak of their options.</summary>
    private static readonly string[] Others = ["docker ", "cosign "];

    public static TheoryData<string> Paths => [.. Documents.Paths];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_link_leads_to_a_file_and_a_heading_that_are_there(string path)
    {
        foreach (var link in Link().Matches(Documents.Read(path)).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal)))
        {
            var parts = link.Split('#', 2);
            var target = parts[0].Length == 0 ? path : Path.Combine(Path.GetDirectoryName(path)!, parts[0]);
            Path.Exists(Path.Combine(RepositoryRoot.Path, target)).Should().BeTrue("{0} links to {1}", path, link);
            if (parts.Length == 2)
            {
                Documents.Anchors(target).Should().Contain(parts[1], "{0} links to {1}", path, link);
            }
        }
    }

    [Fact]
    public void Every_target_is_a_task() =>
        UnknownAmong(Target(), typeof(OptionTable).Assembly.GetTypes().Select(type => type.GetCustomAttribute<TaskNameAttribute>()?.Name).OfType<string>().Append("TASK"))
            .Should().BeEmpty();

    [Fact]
    public void Every_option_is_one_of_the_command_line() =>
        UnknownAmong(Option(), OptionTable.AllNames.Concat(OptionsOfOthers)).Should().BeEmpty();

    [Fact]
    public void Every_code_is_one_that_the_code_declares() =>
        UnknownAmong(Code(), ErrorTable.Codes.Select(code => code.Id)).Should().BeEmpty();

    [Fact]
    public void Names_carry_the_version_that_is_configured() =>
        UnknownAmong(Named(), [ConfigurationLoader.Load(Path.Combine(RepositoryRoot.Path, "config"), []).Version]).Should().BeEmpty();

    /// <summary>What documents say that is not among what is known, each with its document.</summary>
    private static List<string> UnknownAmong(Regex words, IEnumerable<string> known)
    {
        var said = Documents.Paths
            .SelectMany(path => Documents.Read(path).Split('\n')
                .Where(line => words.ToString() != Option().ToString() || !Array.Exists(Others, line.Contains))
                .SelectMany(line => words.Matches(line).Select(match => (Path: path, Word: match.Groups[^1].Value))))
            .ToList();
        said.Should().NotBeEmpty("documents speak of such things");
        var names = known.ToHashSet(StringComparer.Ordinal);
        return [.. said.Where(found => !names.Contains(found.Word)).Select(found => $"{found.Path}: {found.Word}")];
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"--target=(\w+)")]
    private static partial Regex Target();

    [GeneratedRegex(@"(?<![\w-])--([a-z][A-Za-z0-9_.-]*)")]
    private static partial Regex Option();

    [GeneratedRegex(@"\bOL\d{3}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"openlinux[:-](\d[\w.]*(?:-[a-z]+)?)-(?:x86_64|aarch64)")]
    private static partial Regex Named();
}
