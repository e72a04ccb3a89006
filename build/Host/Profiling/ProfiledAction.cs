using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Reporting;

namespace OpenLinux.Host.Profiling;

/// <summary>One action of a run, and what it spent its time on. Times are since the profile began.</summary>
public sealed class ProfiledAction(ActionSpec spec)
{
    private readonly List<PhaseSpan> phases = [];
    private ActionPhase current = ActionPhase.Done;
    private TimeSpan since;

    public ActionSpec Spec { get; } = spec;

    /// <summary>Null where it has none: it failed, was ended, or had the result of an equal one that ran at that time.</summary>
    public ActionOutcome? Outcome { get; internal set; }

    /// <summary>One after the other without a gap, from when it was asked for.</summary>
    public IReadOnlyList<PhaseSpan> Phases => phases;

    public TimeSpan Start => phases[0].Start;

    public TimeSpan End => phases[^1].End;

    /// <summary>All but waiting for a slot.</summary>
    public TimeSpan Busy => phases.Aggregate(TimeSpan.Zero, (sum, span) => span.Phase == ActionPhase.Queue ? sum : sum + span.Length);

    /// <summary>How it ended, in a word.</summary>
    public string Result => Outcome switch
    {
        { Cached: true } => "hit",
        { } => "ran",
        _ when phases.All(span => span.Phase == ActionPhase.Lookup) => "shared or ended",
        _ => "ended",
    };

    /// <summary>The stretches in which it held a slot, each of them phases without a gap.</summary>
    public IEnumerable<IReadOnlyList<PhaseSpan>> Work()
    {
        var stretch = new List<PhaseSpan>();
        for (var i = 0; i < phases.Count; i++)
        {
            if (!IsWaiting(i))
            {
                stretch.Add(phases[i]);
            }
            else if (stretch.Count > 0)
            {
                yield return stretch;
                stretch = [];
            }
        }

        if (stretch.Count > 0)
        {
            yield return stretch;
        }
    }

    /// <summary>What came before it had a slot.</summary>
    public IEnumerable<PhaseSpan> Waits() => phases.Where((_, index) => IsWaiting(index));

    internal void Enter(ActionPhase phase, TimeSpan now)
    {
        if (phase == current)
        {
            return;
        }

        if (current != ActionPhase.Done)
        {
            phases.Add(new PhaseSpan(current, since, now));
        }

        (current, since) = (phase, now);
    }

    /// <summary>Staging is twofold: into the store before there is a slot, and out of it once there is one.</summary>
    private bool IsWaiting(int index) => phases[index].Phase switch
    {
        ActionPhase.Lookup or ActionPhase.Queue => true,
        ActionPhase.Stage => index + 1 == phases.Count || phases[index + 1].Phase == ActionPhase.Queue,
        _ => false,
    };
}

public readonly record struct PhaseSpan(ActionPhase Phase, TimeSpan Start, TimeSpan End)
{
    public TimeSpan Length => End - Start;
}
