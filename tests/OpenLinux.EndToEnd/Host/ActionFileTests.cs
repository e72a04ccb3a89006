using System.Text.RegularExpressions;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Workflows;

namespace OpenLinux.EndToEnd.Host;

/// <summary>What action.yml and the workflows may hold.</summary>
public sealed partial class ActionFileTests
{
    private static readonly string Workflows = Path.Combine(RepositoryRoot.Path, ".github", "workflows");
    private static readonly string Action = Path.Combine(RepositoryRoot.Path, "action.yml");

    public static TheoryData<string> Files => [Action, .. Directory.GetFiles(Workflows, "*.yml")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Actions_of_others_are_pinned_by_commit_and_say_their_version(string file)
    {
        var uses = Uses().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).Where(use => use != "./").ToList();

        uses.Should().NotBeEmpty().And.OnlyContain(use => Pinned().IsMatch(use));
    }

    [Fact]
    public void An_action_has_one_commit_everywhere()
    {
        var pins = Files.Select(row => row.Data).SelectMany(file => Uses().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Where(use => use != "./");

        pins.Select(pin => (Name: pin[..pin.IndexOf('@', StringComparison.Ordinal)].Split('/')[1], Pin: pin[pin.IndexOf('@', StringComparison.Ordinal)..]))
            .Distinct().GroupBy(pin => pin.Name).Should().NotBeEmpty().And.OnlyContain(action => action.Count() == 1);
    }

    /// <summary>What a pull request's author chose would be a command there.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void No_script_has_an_expression_in_it(string file)
    {
        var steps = file == Action ? CompositeAction.Read(file).Steps : CompositeAction.StepsOfWorkflow(file);

        steps.Select(step => step.Run).OfType<string>().Should().NotBeEmpty().And.OnlyContain(run => !run.Contains("${{", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_step_of_the_action_runs_a_script_that_is_there()
    {
        foreach (var step in CompositeAction.Read(Action).Steps.Where(step => step.Run is not null))
        {
            var script = Script().Match(step.Run!);

            script.Success.Should().BeTrue("{0} calls a script", step.Id);
            File.Exists(Path.Combine(RepositoryRoot.Path, script.Groups[1].Value)).Should().BeTrue("{0}", step.Run);
        }
    }

    [Theory]
    [InlineData("inputs.cache == 'true'", false, true)]
    [InlineData("inputs.cache == 'true'", true, false)]
    [InlineData("inputs.cache != 'true' || inputs.empty", false, false)]
    [InlineData("${{ !cancelled() && inputs.cache }}", true, true)]
    [InlineData("${{ !(inputs.empty == '') }}", false, false)]
    [InlineData("failure()", false, false)]
    [InlineData(null, true, false)]
    public void The_tests_read_conditions_as_GitHub_does(string? condition, bool hasFailed, bool holds) =>
        new WorkflowExpression(name => name == "inputs.cache" ? "true" : "", hasFailed).Holds(condition).Should().Be(holds);

    [GeneratedRegex(@"^[ \t-]*uses: (.+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex(@"^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"^bash ""\$GITHUB_ACTION_PATH/([\w./-]+)""$")]
    private static partial Regex Script();
}
