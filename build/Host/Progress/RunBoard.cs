using System.Diagnostics;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Reporting;

namespace OpenLinux.Host.Progress;

/// <summary>Where a run is at: what is known, done and running. Any thread may tell it and ask.</summary>
internal sealed class RunBoard(WorkEstimate estimate)
{
    private readonly Lock gate = new();
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly Dictionary<ActionSpec, RunningAction> running = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Transfer> transfers = new(StringComparer.Ordinal);
    private readonly HashSet<ActionSpec> open = new(ReferenceEqualityComparer.Instance);
    private string? task;
    private int done;

    public void Begin(string name)
    {
        lock (gate)
        {
            task = name;
        }
    }

    public void Enter(ActionSpec spec, ActionPhase phase)
    {
        lock (gate)
        {
            switch (phase)
            {
                case ActionPhase.Lookup:
                    open.Add(spec);
                    break;
                case ActionPhase.Run:
                    running[spec] = new RunningAction(spec, Stopwatch.GetTimestamp());
                    break;
                case ActionPhase.Done:
                    open.Remove(spec);
                    running.Remove(spec);
                    break;
                default:
                    break;
            }
        }
    }

    public void Say(ActionSpec spec, string line)
    {
        lock (gate)
        {
            if (running.TryGetValue(spec, out var action) && !string.IsNullOrWhiteSpace(line))
            {
                action.LastLine = line;
            }
        }
    }

    /// <summary>Compiles of upstream makefiles are heard of by this alone.</summary>
    public void Finish(ActionOutcome outcome)
    {
        lock (gate)
        {
            done++;
            open.Remove(outcome.Spec);
        }

        estimate.Take(outcome);
    }

    public void Transfer(string subject, long bytes, long? total)
    {
        lock (gate)
        {
            if (bytes == total)
            {
                transfers.Remove(subject);
            }
            else
            {
                transfers[subject] = new Transfer(subject, bytes, total);
            }
        }
    }

    public BoardState Look()
    {
        lock (gate)
        {
            return new BoardState(
                task,
                done,
                done + open.Count,
                Stopwatch.GetElapsedTime(start),
                estimate.Left(running.Values.Select(action => (action.Spec, Stopwatch.GetElapsedTime(action.Start)))),
                [.. running.Values.OrderBy(action => action.Start).Select(action => new ActionState(action.Spec, Stopwatch.GetElapsedTime(action.Start), action.LastLine is { } line ? SaidLine.Of(line) : null))],
                [.. transfers.Values]);
        }
    }

    private sealed record RunningAction(ActionSpec Spec, long Start)
    {
        public string? LastLine { get; set; }
    }
}

/// <param name="Done">Actions that are through, of those <paramref name="Known"/> so far: what they make can lead to more.</param>
/// <param name="Left">How long it may take yet, as earlier runs tell; null where they do not.</param>
/// <param name="Running">Longest first.</param>
internal sealed record BoardState(
    string? Task, int Done, int Known, TimeSpan Elapsed, TimeSpan? Left, IReadOnlyList<ActionState> Running, IReadOnlyList<Transfer> Transfers);

/// <param name="LastLine">What it printed last; null for nothing so far.</param>
internal sealed record ActionState(ActionSpec Spec, TimeSpan Age, string? LastLine)
{
    /// <summary>What people know it by.</summary>
    public string Name => TerminalText.Plain($"{Spec.Mnemonic} {Spec.Label}");
}

/// <param name="Total">In bytes; null while unknown.</param>
internal sealed record Transfer(string Subject, long Bytes, long? Total)
{
    public string Text => $"{Subject}: {Bytes / 1e6:N1} MB{(Total is { } total ? $" of {total / 1e6:N1} MB" : "")}";
}
