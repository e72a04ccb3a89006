using System.Text.RegularExpressions;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.CrossCutting;

/// <summary>Codes are a promise: each is used once, says one thing, and has its row in docs/errors.md.</summary>
public sealed partial class ErrorTableTests
{
    [Fact]
    public void Every_code_stands_for_one_failure() =>
        ErrorTable.Codes.Select(code => code.Id).Should().NotBeEmpty().And.OnlyHaveUniqueItems();

    [Fact]
    public void No_two_codes_say_the_same() =>
        ErrorTable.Codes.Select(code => code.Title).Should().NotBeEmpty().And.OnlyHaveUniqueItems();

    [Fact]
    public void Every_code_has_a_cause_and_a_fix_that_fit_into_a_table()
    {
        foreach (var code in ErrorTable.Codes)
        {
            code.Id.Should().MatchRegex(@"^OL\d{3}$");
            foreach (var cell in new[] { code.Title, code.Cause, code.Fix })
            {
                cell.Trim().Should().NotBeEmpty(code.Id).And.Be(cell, code.Id).And.NotContainAny("|", "\n", "TODO");
            }
        }
    }

    [Fact]
    public void The_committed_table_is_the_one_of_the_codes()
    {
        GeneratedFile.ShouldBe("docs/errors.md", ErrorTable.Generate(), nameof(ErrorTableTests));
        ErrorTable.Codes.Should().NotBeEmpty().And.OnlyContain(code => ErrorTable.Generate().Contains($"| {code.Id} |"), "each belongs to a chapter");
    }

    [Theory]
    [InlineData("build.sh")]
    [InlineData("build.ps1")]
    public void The_entry_points_call_a_failure_what_the_host_calls_it(string script) =>
        EntryPointCodes(script).Should().NotBeEmpty().And.BeSubsetOf(ErrorTable.Codes.Select(code => (code.Id, code.Title)));

    [Fact]
    public void Every_failure_of_the_entry_points_can_happen_in_them() =>
        EntryPointCodes("build.sh").Select(code => code.Id).Should().BeEquivalentTo(
            ErrorTable.Codes.Select(code => code.Id).Where(id => id.StartsWith("OL00", StringComparison.Ordinal)));

    /// <summary>They fail before there is a host; their codes are the literals in them. A colon parts the title from a subject.</summary>
    private static IEnumerable<(string Id, string Title)> EntryPointCodes(string script) =>
        EntryPointCode().Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Path, script)))
            .Select(match => (match.Groups[1].Value, match.Groups[3].Value.Split(':')[0]))
            .Distinct();

    [GeneratedRegex("""(?:fail|Stop-Build) '?(OL\d{3})'? (['"])(.+?)\2""")]
    private static partial Regex EntryPointCode();
}
