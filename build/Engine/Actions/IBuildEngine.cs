using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>Runs actions, or answers them from the action cache; bounded to the core count across all callers.</summary>
public interface IBuildEngine
{
    /// <summary>For actions that others run.</summary>
    IActionLedger Ledger { get; }

    /// <exception cref="Diagnostics.BuildException">The step failed; its own message and the command to repeat it are in the cause and the fix.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; its processes have ended and nothing half-written is left.</exception>
    Task<ActionOutcome> RunAsync(ActionSpec spec, CancellationToken cancellation);

    /// <summary>As <see cref="RunAsync"/>, but a cached result counts only where <paramref name="stillValid"/> says so of its text result
    /// (an image that someone removed from the daemon, say); the reason for running is then <paramref name="invalidReason"/>.</summary>
    Task<ActionOutcome> RunAsync(ActionSpec spec, Func<string, bool> stillValid, string invalidReason, CancellationToken cancellation);

    /// <returns>What the chain's last step gives.</returns>
    Task<ActionOutcome> RunAsync(ActionChain chain, CancellationToken cancellation);
}

/// <param name="Key">The action's digest.</param>
/// <param name="Outputs">What it made, flattened, relative to the input root.</param>
/// <param name="Stdout">What it printed, or a builtin's text result.</param>
/// <param name="Cached">Whether the result came from the action cache.</param>
/// <param name="Reason">Why it ran, in one sentence naming the input that changed; empty where it was cached.</param>
public sealed record ActionOutcome(
    ActionSpec Spec, Digest Key, FileTree Outputs, string Stdout, bool Cached, string Reason, TimeSpan Elapsed)
{
    /// <summary>Whether the cached result is another machine's, and came in this build.</summary>
    public bool IsFromElsewhere { get; init; }
}
