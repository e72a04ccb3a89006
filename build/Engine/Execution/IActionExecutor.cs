using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Execution;

/// <summary>Runs one action on a miss: here, in this process, or one day elsewhere.</summary>
public interface IActionExecutor
{
    Task<ExecutionResult> ExecuteAsync(ActionSpec spec, CancellationToken cancellation);
}

/// <param name="Outputs">Collected outputs, already in the store.</param>
/// <param name="ReadInputs">The inputs the compiler named in its depfile, or null without header discovery.</param>
public sealed record ExecutionResult(FileTree Outputs, string Stdout, string Stderr, IReadOnlyList<string>? ReadInputs);
