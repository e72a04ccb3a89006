using OpenLinux.Engine.Actions;

namespace OpenLinux.Host.Progress;

/// <summary>Lines for a log: one when something begins to take long, one when it ends, and one a minute that says how far the run is.</summary>
internal sealed class PlainProgress(RunBoard board, Action<string> line) : BoardWatcher(board, Interval, Interval)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly Dictionary<ActionSpec, ActionState> told = new(ReferenceEqualityComparer.Instance);
    private TimeSpan next = Between;

    protected override void Look(BoardState state)
    {
        var running = state.Running.Select(action => action.Spec).ToHashSet<ActionSpec>(ReferenceEqualityComparer.Instance);
        foreach (var (spec, action) in told.Where(entry => !running.Contains(entry.Key)).ToList())
        {
            line($"  {action.Name} ended after {Durations.Of(action.Age)}");
            told.Remove(spec);
        }

        foreach (var action in state.Running.Where(action => action.Age >= Long))
        {
            if (!told.ContainsKey(action.Spec))
            {
                line($"  {action.Name} has been running for {Durations.Of(action.Age)}{(action.LastLine is { } said ? $": {TerminalText.Plain(said)}" : "")}");
            }

            told[action.Spec] = action;
        }

        if (state.Elapsed >= next)
        {
            next += Between;
            line(TerminalProgress.Rows(state).First());
        }
    }
}
