using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <param name="Key">The action's digest.</param>
/// <param name="Outputs">What it made, flattened, relative to the input root.</param>
/// <param name="Stdout">What it printed, or a builtin's text result.</param>
/// <param name="Cached">Whether the result came from the action cache.</param>
/// <param name="Reason">Why it ran, in one sentence naming the input that changed; empty where it was cached.</param>
public sealed record ActionOutcome(
    ActionSpec Spec, Digest Key, FileTree Outputs, string Stdout, bool Cached, string Reason, TimeSpan Elapsed);
