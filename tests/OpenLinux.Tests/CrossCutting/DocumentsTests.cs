using System.Reflection;
using System.Text.RegularExpressions;
using Cake.Frosting;
using OpenLinux.Configuration;
using OpenLinux.Host.Cli;

namespace OpenLinux.Tests.CrossCutting;

/// <summary>The docs tell of what is there.</summary>
public sealed partial class DocumentsTests
{
    /// <summary>Docker's and git's, where no "docker " stands on the line.</summary>
    private static readonly string[] OptionsOfOthers = ["platform", "global", "add"];

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

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_target_is_a_task(string path) =>
        Target().Matches(Documents.Read(path)).Select(match => match.Groups[1].Value).Should().BeSubsetOf(
            typeof(OptionTable).Assembly.GetTypes().Select(type => type.GetCustomAttribute<TaskNameAttribute>()?.Name).OfType<string>().Append("TASK"));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_option_is_one_of_the_command_line(string path) =>
        Documents.Read(path).Split('\n').Where(line => !line.Contains("docker ", StringComparison.Ordinal))
            .SelectMany(line => Option().Matches(line).Select(match => match.Groups[1].Value))
            .Should().BeSubsetOf(OptionTable.AllNames.Concat(OptionsOfOthers));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_code_is_one_that_the_code_declares(string path) =>
        Code().Matches(Documents.Read(path)).Select(match => match.Value).Should().BeSubsetOf(ErrorTable.Codes.Select(code => code.Id));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Names_carry_the_version_that_is_configured(string path)
    {
        var version = ConfigurationLoader.Load(Path.Combine(RepositoryRoot.Path, "config"), []).Version;

        Named().Matches(Documents.Read(path)).Select(match => match.Groups[1].Value).Should().BeSubsetOf([version]);
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
