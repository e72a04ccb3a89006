using System.Collections.Concurrent;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Reporting;

/// <summary>Counts the actions that are answered from the cache and those that run, by mnemonic, and passes all on.</summary>
internal sealed class HitCounter(IBuildReporter next) : IBuildReporter
{
    private readonly ConcurrentDictionary<string, Count> counts = new(StringComparer.Ordinal);
    private volatile bool hasMisses;

    /// <summary>Whether anything ran.</summary>
    public bool HasMisses => hasMisses;

    /// <returns>What was counted so far.</returns>
    public RecentRun Take(DateTimeOffset end) =>
        new(end, [.. counts.Select(count => new KindHits(count.Key, count.Value.Hits, count.Value.Misses)).OrderBy(count => count.Kind, StringComparer.Ordinal)]);

    public void ActionFinished(ActionOutcome outcome)
    {
        var count = counts.GetOrAdd(outcome.Spec.Mnemonic, static _ => new Count());
        if (outcome.Cached)
        {
            Interlocked.Increment(ref count.Hits);
        }
        else
        {
            Interlocked.Increment(ref count.Misses);
            hasMisses = true;
        }

        next.ActionFinished(outcome);
    }

    public void ActionStarted(ActionSpec spec) => next.ActionStarted(spec);

    public void ActionEntered(ActionSpec spec, ActionPhase phase) => next.ActionEntered(spec, phase);

    public void ActionSaid(ActionSpec spec, string line) => next.ActionSaid(spec, line);

    public void Progress(string subject, long done, long? total) => next.Progress(subject, done, total);

    public void Information(string message) => next.Information(message);

    public void Verbose(string message) => next.Verbose(message);

    public void Warning(string message) => next.Warning(message);

    private sealed class Count
    {
        public int Hits;
        public int Misses;
    }
}
