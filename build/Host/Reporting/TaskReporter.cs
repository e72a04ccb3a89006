using System.Collections.Concurrent;
using Cake.Core.Diagnostics;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Reporting;
using OpenLinux.Host.Profiling;

namespace OpenLinux.Host.Reporting;

/// <summary>
/// Hears what the services report, shows it through Cake's log, and sums each task up in one line: ran, or cached, and why.
/// </summary>
/// <param name="profile">Is told of every action and task; null where nobody wants a profile.</param>
public sealed class TaskReporter(ICakeLog log, bool explain, BuildProfile? profile = null) : IStepReporter
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);
    private readonly ConcurrentQueue<ActionOutcome> outcomes = new();
    private readonly ConcurrentQueue<TaskNote> notes = new();
    private readonly ConcurrentDictionary<string, long> lastProgress = new(StringComparer.Ordinal);

    /// <summary>Whether all that was heard was found done: nothing ran or changed, and nothing was said that the next run would not say.</summary>
    public bool HeardOfNothingDone { get; private set; } = true;

    public void Note(string text, bool changed)
    {
        HeardOfNothingDone &= !changed;
        notes.Enqueue(new TaskNote(text, changed));
    }

    public void ActionStarted(ActionSpec spec)
    {
        HeardOfNothingDone = false;
        log.Information("  {0} {1}", spec.Mnemonic, spec.Label);
    }

    public void ActionEntered(ActionSpec spec, ActionPhase phase) => profile?.Entered(spec, phase);

    public void ActionFinished(ActionOutcome outcome)
    {
        HeardOfNothingDone &= outcome.Cached;
        profile?.Finished(outcome);
        outcomes.Enqueue(outcome);
        if (explain)
        {
            log.Information("{0}", Explanation(outcome));
        }
        else if (!outcome.Cached)
        {
            log.Verbose("{0}", Explanation(outcome));
        }
    }

    public void Progress(string subject, long done, long? total)
    {
        HeardOfNothingDone = false;
        var now = Environment.TickCount64;
        var isLast = done == total;
        if (!isLast && now - lastProgress.GetOrAdd(subject, 0) < ProgressInterval.TotalMilliseconds)
        {
            return;
        }

        lastProgress[subject] = now;
        log.Information("  {0}: {1:N1} MB{2}", subject, done / 1e6, total is null ? "" : $" of {total / 1e6:N1} MB");
    }

    public void Information(string message)
    {
        HeardOfNothingDone = false;
        log.Information("{0}", message);
    }

    public void Verbose(string message) => log.Verbose("{0}", message);

    public void Warning(string message) => log.Warning("{0}", message);

    /// <summary>Ends a task: says its line and starts afresh. Tasks that did well and reported nothing end without one.</summary>
    public void EndTask(string task, TimeSpan elapsed, bool isSuccessful)
    {
        profile?.TaskEnded(task, elapsed, isSuccessful);
        var summary = isSuccessful ? TaskSummary.Of([.. outcomes], [.. notes], elapsed) : TaskSummary.OfFailed([.. outcomes], elapsed);
        outcomes.Clear();
        notes.Clear();
        if (summary is not null)
        {
            // Cake 6 reads no alignment in a format.
            log.Information("{0} {1}", task.PadRight(12), summary);
        }
    }

    private static string Explanation(ActionOutcome outcome) => outcome.Cached
        ? $"  cached  {outcome.Spec.Mnemonic} {outcome.Spec.Label}"
        : $"  ran     {outcome.Spec.Mnemonic} {outcome.Spec.Label} ({outcome.Elapsed.TotalSeconds:N1} s): {outcome.Reason}";
}

/// <param name="Changed">Whether it changed anything; a task whose notes and actions changed nothing was cached.</param>
public sealed record TaskNote(string Text, bool Changed);
