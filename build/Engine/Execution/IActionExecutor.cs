using OpenLinux.Common.Errors;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Execution;

/// <summary>Runs one action on a miss, here or elsewhere.</summary>
public interface IActionExecutor
{
    /// <returns>Whether it takes none of this machine's cores.</returns>
    bool RunsElsewhere(ActionSpec spec) => false;

    Task<ExecutionResult> ExecuteAsync(ActionSpec spec, CancellationToken cancellation);
}

/// <param name="Outputs">Collected outputs, already in the store.</param>
/// <param name="ReadInputs">The inputs the compiler named in its depfile, or null without header discovery.</param>
public sealed record ExecutionResult(FileTree Outputs, string Stdout, string Stderr, IReadOnlyList<string>? ReadInputs);

/// <summary>A step's command ended with a failure of its own.</summary>
/// <param name="repeatCommand">Null where the step's folder is not kept, since another one's is.</param>
public sealed class ActionFailedException(string label, int exitCode, string cause, string? repeatCommand) : BuildException(
    EngineErrors.ActionFailed, label, cause, Mend + Offer(repeatCommand))
{
    private const string Mend = "mend what the cause names";

    /// <summary>What a fix ends with: how the step is repeated, where it can be.</summary>
    public string RepeatOffer => Offer(RepeatCommand);

    public int ExitCode { get; } = exitCode;

    /// <summary>A line for sh that runs the step again in the folder where it failed, with its environment; null where that is not kept.</summary>
    public string? RepeatCommand { get; } = repeatCommand;

    private static string Offer(string? repeatCommand) => repeatCommand is null ? "" : "; to repeat just this step: ./build.sh --repeat";
}
