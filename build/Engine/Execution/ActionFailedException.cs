using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Engine.Execution;

/// <summary>A step's command ended with a failure of its own.</summary>
public sealed class ActionFailedException(string label, int exitCode, string cause, string repeatCommand) : BuildException(
    EngineErrors.ActionFailed, label, cause, $"mend what the cause names; to repeat just this step:\n{repeatCommand}")
{
    public int ExitCode { get; } = exitCode;

    /// <summary>A line for sh that runs the step again in the folder where it failed, with its environment.</summary>
    public string RepeatCommand { get; } = repeatCommand;
}
