using System.Diagnostics;
using OpenLinux.Engine.Actions;

namespace OpenLinux.Host.Progress;

/// <summary>How long a run may take yet: what it has to do as earlier runs took for it, at the speed that this one shows.</summary>
/// <param name="times">How long actions took in earlier runs.</param>
internal sealed class WorkEstimate(ActionTimes times)
{
    /// <summary>Before that, the speed is chance.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    /// <summary>The part of all work that must be behind, for the same reason.</summary>
    private const double LeastPart = 0.02;

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

    /// <param name="running">What runs, and for how long it has: so much of it is done.</param>
    public TimeSpan? Left(IEnumerable<(ActionSpec Spec, TimeSpan Age)> running)
    {
        lock (gate)
        {
            var elapsed = start == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(start);
            if (elapsed < Least)
            {
                return null;
            }

            var behind = ran + running.Sum(action => Math.Min(action.Age.TotalSeconds, times.Earlier(action.Spec)?.TotalSeconds ?? 0));
            if (behind <= LeastPart * times.Total.TotalSeconds)
            {
                return null;
            }

            var share = behind / (behind + cached);
            var left = Math.Max(0, times.Total.TotalSeconds - behind - cached) * share;
            return TimeSpan.FromSeconds(left / behind * elapsed.TotalSeconds);
        }
    }
}
