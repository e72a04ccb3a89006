using System.Collections.Concurrent;
using OpenLinux.Engine.Actions;

namespace OpenLinux.Host.Reporting;

/// <summary>Hears of a run in which nothing runs, and gathers what would.</summary>
internal sealed class PlanReporter(IStepReporter next) : IStepReporter
{
    private readonly ConcurrentQueue<ActionOutcome> outcomes = new();
    private readonly ConcurrentQueue<string> changes = new();

    /// <summary>Whether anything at all would run.</summary>
    public bool HasPlanned { get; private set; }

    /// <returns>What was heard since the last time.</returns>
    public (IReadOnlyList<ActionOutcome> Outcomes, IReadOnlyList<string> Changes) Take()
    {
        var heard = (outcomes.ToArray(), changes.ToArray());
        outcomes.Clear();
        changes.Clear();
        return heard;
    }

    public void ActionStarted(ActionSpec spec)
    {
    }

    public void ActionFinished(ActionOutcome outcome)
    {
        HasPlanned |= !outcome.Cached;
        outcomes.Enqueue(outcome);
    }

    public void Note(string text, bool changed)
    {
        if (changed)
        {
            changes.Enqueue(text);
        }
    }

    public void Made(Artifact artifact)
    {
    }

    public void Progress(string subject, long done, long? total) => next.Progress(subject, done, total);

    public void Information(string message) => next.Verbose(message);

    public void Verbose(string message) => next.Verbose(message);

    public void Warning(string message) => next.Warning(message);
}
