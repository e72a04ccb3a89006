using System.Diagnostics;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Reporting;

namespace OpenLinux.Host.Profiling;

/// <summary>Takes down when each action entered which phase, and when each task began and ended; for <c>--profile</c>. Any thread may tell it.</summary>
public sealed class BuildProfile
{
    private readonly Lock entries = new();
    private readonly Dictionary<ActionSpec, ProfiledAction> open = new(ReferenceEqualityComparer.Instance);
    private readonly List<ProfiledAction> actions = [];
    private readonly List<ProfiledTask> tasks = [];
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly ProcessTraffic before = ProcessTraffic.SoFar();

    /// <summary>Since the profile began.</summary>
    private TimeSpan Now => Stopwatch.GetElapsedTime(start);

    public void Entered(ActionSpec spec, ActionPhase phase)
    {
        lock (entries)
        {
            var now = Now;
            if (phase == ActionPhase.Done)
            {
                Close(spec, now);
                return;
            }

            if (phase == ActionPhase.Lookup)
            {
                Close(spec, now);
            }

            if (!open.TryGetValue(spec, out var action))
            {
                action = open[spec] = new ProfiledAction(spec);
                actions.Add(action);
            }

            action.Enter(phase, now);
        }
    }

    public void Finished(ActionOutcome outcome)
    {
        lock (entries)
        {
            if (open.TryGetValue(outcome.Spec, out var action))
            {
                action.Outcome = outcome;
            }
        }
    }

    public void TaskEnded(string name, TimeSpan elapsed, bool isSuccessful)
    {
        lock (entries)
        {
            var now = Now;
            tasks.Add(new ProfiledTask(name, now - elapsed < TimeSpan.Zero ? TimeSpan.Zero : now - elapsed, now, isSuccessful));
        }
    }

    /// <summary>What was taken down so far. Actions that an interruption left behind end here.</summary>
    public ProfiledBuild End()
    {
        lock (entries)
        {
            var now = Now;
            foreach (var spec in open.Keys.ToList())
            {
                Close(spec, now);
            }

            return new ProfiledBuild([.. actions], [.. tasks], now, ProcessTraffic.SoFar().Since(before));
        }
    }

    private void Close(ActionSpec spec, TimeSpan now)
    {
        if (open.Remove(spec, out var action))
        {
            action.Enter(ActionPhase.Done, now);
        }
    }
}

/// <param name="Actions">In the order in which they were asked for.</param>
public sealed record ProfiledBuild(
    IReadOnlyList<ProfiledAction> Actions, IReadOnlyList<ProfiledTask> Tasks, TimeSpan Elapsed, ProcessTraffic? Traffic);

/// <summary>A target of the run; times since the profile began.</summary>
public sealed record ProfiledTask(string Name, TimeSpan Start, TimeSpan End, bool IsSuccessful);
