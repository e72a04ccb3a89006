using System.Globalization;
using System.Text;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.TestKit.Workflows;

/// <summary>
/// Runs our action as a runner of GitHub's does: each step in order, by its condition, with bash as <c>shell: bash</c> calls it, the variables
/// that a runner sets, and files that take outputs and the summary. Of others' actions it has the three that ours uses.
/// </summary>
/// <param name="workspace">The checkout; the action is that of the same folder, as with <c>uses: ./</c>.</param>
/// <param name="environment">Of the job.</param>
internal sealed class ActionRunner(string workspace, CacheService cache, IReadOnlyDictionary<string, string?> environment)
{
    private readonly CompositeAction action = CompositeAction.Read(Path.Combine(workspace, "action.yml"));
    private readonly Dictionary<string, StepState> states = new(StringComparer.Ordinal);
    private readonly StringBuilder log = new();
    private string temporary = "";
    private int runs;

    /// <summary>The event that started the workflow.</summary>
    public string Event { get; set; } = "push";

    public async Task<ActionRun> RunAsync(params (string Name, string Value)[] inputs)
    {
        inputs.Select(input => input.Name).Except(action.Inputs.Keys).Should().BeEmpty();
        states.Clear();
        log.Clear();
        runs++;
        temporary = Directory.CreateTempSubdirectory("openlinux-runner-").FullName;
        try
        {
            var given = inputs.ToDictionary(input => input.Name, input => input.Value, StringComparer.Ordinal);
            var artifacts = new Dictionary<string, string>(StringComparer.Ordinal);
            var hasFailed = false;
            foreach (var step in action.Steps)
            {
                var expression = new WorkflowExpression(name => LookUp(name, given), hasFailed);
                var state = expression.Holds(step.Condition) ? await RunAsync(step, expression, artifacts) : new StepState("skipped", new Dictionary<string, string>());
                hasFailed |= state.Outcome == "failure";
                states[step.Id!] = state;
            }

            var outputs = action.Outputs.ToDictionary(output => output.Key, output => new WorkflowExpression(name => LookUp(name, given), hasFailed).Fill(output.Value));
            var summary = Path.Combine(temporary, "summary");
            return new ActionRun(!hasFailed, outputs, states.ToDictionary(state => state.Key, state => state.Value.Outcome), log.ToString(), File.Exists(summary) ? await File.ReadAllTextAsync(summary) : "", artifacts);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private async Task<StepState> RunAsync(ActionStep step, WorkflowExpression expression, Dictionary<string, string> artifacts)
    {
        if (step.Run is not null)
        {
            return await RunScriptAsync(step, step.Env.ToDictionary(entry => entry.Key, entry => (string?)expression.Fill(entry.Value)));
        }

        var with = step.With.ToDictionary(entry => entry.Key, entry => expression.Fill(entry.Value));
        switch (step.Uses!.Split('@')[0])
        {
            case "actions/cache/restore":
                return new StepState("success", await cache.RestoreAsync(with, workspace));
            case "actions/cache/save":
                await cache.SaveAsync(with, workspace);
                return new StepState("success", new Dictionary<string, string>());
            case "actions/upload-artifact":
                artifacts.Add(with["name"], await File.ReadAllTextAsync(Path.Combine(workspace, with["path"])));
                return new StepState("success", new Dictionary<string, string>());
            default:
                throw new NotSupportedException(step.Uses);
        }
    }

    private async Task<StepState> RunScriptAsync(ActionStep step, Dictionary<string, string?> variables)
    {
        step.Shell.Should().Be("bash");
        var (script, output) = (Path.Combine(temporary, $"{step.Id}.sh"), Path.Combine(temporary, $"{step.Id}.output"));
        await File.WriteAllTextAsync(script, step.Run);
        await File.WriteAllTextAsync(output, "");
        foreach (var (name, value) in Runner(output).Concat(environment))
        {
            variables.TryAdd(name, value);
        }

        var result = await Command.RunAsync("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", script], workspace, variables);
        log.Append(result.Stdout).Append(result.Stderr);
        return new StepState(result.ExitCode == 0 ? "success" : "failure", OutputsIn(await File.ReadAllTextAsync(output)));
    }

    private Dictionary<string, string?> Runner(string output) => new()
    {
        ["CI"] = "true",
        ["GITHUB_ACTIONS"] = "true",
        ["GITHUB_ACTION"] = "test",
        ["GITHUB_ACTION_PATH"] = workspace,
        ["GITHUB_WORKSPACE"] = workspace,
        ["GITHUB_EVENT_NAME"] = Event,
        ["GITHUB_JOB"] = "image",
        ["GITHUB_RUN_ID"] = (1000 + runs).ToString(CultureInfo.InvariantCulture),
        ["GITHUB_RUN_ATTEMPT"] = "1",
        ["GITHUB_OUTPUT"] = output,
        ["GITHUB_STEP_SUMMARY"] = Path.Combine(temporary, "summary"),
        ["GITHUB_ENV"] = Path.Combine(temporary, "env"),
        ["RUNNER_TEMP"] = temporary,
        ["RUNNER_OS"] = "Linux",
        ["RUNNER_ARCH"] = "X64",
    };

    private string LookUp(string name, Dictionary<string, string> inputs) => name.Split('.') switch
    {
        ["inputs", var input] => inputs.GetValueOrDefault(input) ?? action.Inputs[input],
        ["github", "event_name"] => Event,
        ["steps", var step, "outcome"] => states[step].Outcome,
        ["steps", var step, "outputs", var output] => states[step].Outputs.GetValueOrDefault(output, ""),
        _ => throw new NotSupportedException(name),
    };

    /// <summary>The file's form: NAME=VALUE, or NAME&lt;&lt;END, lines, END.</summary>
    private static Dictionary<string, string> OutputsIn(string file)
    {
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new Queue<string>(file.Split('\n'));
        while (lines.TryDequeue(out var line))
        {
            if (line.Split("<<", 2) is [var name, var end] && !name.Contains('=', StringComparison.Ordinal))
            {
                var value = new List<string>();
                while (lines.Dequeue() is var next && next != end)
                {
                    value.Add(next);
                }

                outputs[name] = string.Join('\n', value);
            }
            else if (line.Split('=', 2) is [var key, var text])
            {
                outputs[key] = text;
            }
        }

        return outputs;
    }

    private sealed record StepState(string Outcome, IReadOnlyDictionary<string, string> Outputs);
}

/// <param name="Steps">Outcomes, by the step's identifier.</param>
/// <param name="Artifacts">The text of what was uploaded, by name.</param>
internal sealed record ActionRun(
    bool Succeeded,
    IReadOnlyDictionary<string, string> Outputs,
    IReadOnlyDictionary<string, string> Steps,
    string Log,
    string Summary,
    IReadOnlyDictionary<string, string> Artifacts);
