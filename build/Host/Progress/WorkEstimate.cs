using System.Diagnostics;
using OpenLinux.Engine.Actions;

namespace OpenLinux.Host.Progress;

/// <summary>How long a run may take yet: what it has to do as earlier runs took for it, at the speed that this one shows.</summary>
/// <param name="times">How long actions took in earlier runs.</param>
internal sealed class WorkEstimate(ActionTimes times)
{
    /// <summary>Before that, the speed is chance.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private double ran;
    private double cached;
    private long start;

    public void Take(ActionOutcome outcome)
    {
        if (outcome.Cached && start == 0)
        {
            // Runs with nothing to do read no times.
            return;
        }

        lock (gate)
        {
            start = start == 0 ? Stopwatch.GetTimestamp() - outcome.Elapsed.Ticks * Stopwatch.Frequency / TimeSpan.TicksPerSecond : start;
            var earlier = times.Earlier(outcome.Spec)?.TotalSeconds ?? 0;
            ran += outcome.Cached ? 0 : earlier;
            cached += outcome.Cached ? earlier : 0;
            if (!outcome.Cached)
            {
                times.Note(outcome.Spec, outcome.Elapsed);
            }
        }
    }

    public TimeSpan? Left()
    {
        lock (gate)
        {
            var elapsed = start == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(start);
            if (ran == 0 || elapsed < Least)
            {
                return null;
            }

            var share = ran / (ran + cached);
            var left = Math.Max(0, times.Total.TotalSeconds - ran - cached) * share;
            return TimeSpan.FromSeconds(left / ran * elapsed.TotalSeconds);
        }
    }
}
