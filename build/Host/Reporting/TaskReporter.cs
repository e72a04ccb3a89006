using System.Collections.Concurrent;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Reporting;
using OpenLinux.Host.Profiling;
using OpenLinux.Host.Progress;

namespace OpenLinux.Host.Reporting;

/// <summary>
/// Hears what the services report, shows it, and sums each task up in one line: ran, or cached, and why. Of a run that has found nothing to do
/// so far, these lines wait: it ends in two others.
/// </summary>
/// <param name="watcher">Shows the run while it goes on.</param>
/// <param name="profile">Is told of every action and task; null where nobody wants a profile.</param>
/// <param name="timeline">Is told of what runs and what is made; null where nothing is kept of it.</param>
internal sealed class TaskReporter(RunVoice voice, IRunWatcher watcher, bool explain, BuildProfile? profile = null, RunTimeline? timeline = null) : IStepReporter
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);
    private readonly ConcurrentQueue<ActionOutcome> outcomes = new();
    private readonly ConcurrentQueue<TaskNote> notes = new();
    private readonly ConcurrentQueue<string> waiting = new();
    private readonly ConcurrentQueue<Artifact> artifacts = new();
    private readonly ConcurrentDictionary<string, long> lastProgress = new(StringComparer.Ordinal);

    /// <summary>Whether all that was heard was found done: nothing ran or changed, and nothing was said that the next run would not say.</summary>
    public bool HeardOfNothingDone { get; private set; } = true;

    /// <summary>Of the whole run.</summary>
    public RunTally Tally { get; } = new();

    public IReadOnlyList<Artifact> Artifacts => [.. artifacts];

    public void Note(string text, bool changed)
    {
        if (changed)
        {
            HearOfSomethingDone();
        }

        notes.Enqueue(new TaskNote(text, changed));
    }

    public void Made(Artifact artifact)
    {
        timeline?.Made(artifact);
        artifacts.Enqueue(artifact);
    }

    public void ActionStarted(ActionSpec spec)
    {
        HearOfSomethingDone();
        voice.Verbose($"  {spec.Mnemonic} {spec.Label}");
    }

    public void ActionEntered(ActionSpec spec, ActionPhase phase)
    {
        profile?.Entered(spec, phase);
        timeline?.Entered(spec, phase);
        watcher.Entered(spec, phase);
    }

    public void ActionSaid(ActionSpec spec, string line) => watcher.Said(spec, line);

    public void ActionFinished(ActionOutcome outcome)
    {
        HeardOfNothingDone &= outcome.Cached;
        profile?.Finished(outcome);
        timeline?.Finished(outcome);
        watcher.Finished(outcome);
        Tally.Take(outcome);
        outcomes.Enqueue(outcome);
        if (explain)
        {
            voice.Say(Explanation(outcome));
        }
        else if (!outcome.Cached)
        {
            voice.Detail(Explanation(outcome));
        }
    }

    public void Progress(string subject, long done, long? total)
    {
        HearOfSomethingDone();
        watcher.Transferred(subject, done, total);
        var now = Environment.TickCount64;
        var isLast = done == total;
        if (!isLast && now - lastProgress.GetOrAdd(subject, 0) < ProgressInterval.TotalMilliseconds)
        {
            return;
        }

        lastProgress[subject] = now;
        voice.Verbose($"  {new Transfer(subject, done, total).Text}");
    }

    public void Information(string message)
    {
        HearOfSomethingDone();
        watcher.Told(MessageKind.Information, message);
        voice.Say(message);
    }

    public void Verbose(string message) => voice.Verbose(message);

    public void Warning(string message)
    {
        watcher.Told(MessageKind.Warning, message);
        voice.Warn(message);
    }

    public void BeginTask(string task)
    {
        voice.BeginGroup(task);
        watcher.TaskBegan(task);
    }

    /// <summary>Ends a task: says its line and starts afresh. Tasks that did well and reported nothing end without one.</summary>
    /// <returns>What a task that failed got done; null for others.</returns>
    public string? EndTask(string task, TimeSpan elapsed, bool isSuccessful)
    {
        voice.EndGroup();
        profile?.TaskEnded(task, elapsed, isSuccessful);
        timeline?.TaskEnded();
        var summary = isSuccessful ? TaskSummary.Of([.. outcomes], [.. notes], elapsed) : TaskSummary.OfFailed([.. outcomes], elapsed);
        outcomes.Clear();
        notes.Clear();
        var line = summary is null ? null : $"{task,-12} {summary}";
        watcher.TaskEnded(task, elapsed, isSuccessful, line);
        if (!isSuccessful)
        {
            return line;
        }

        if (line is not null && HeardOfNothingDone && !voice.IsVerbose && !explain)
        {
            waiting.Enqueue(line);
        }
        else if (line is not null)
        {
            voice.Say(line);
        }

        return null;
    }

    /// <summary>Now there is something to tell, and it begins with what was found done before.</summary>
    private void HearOfSomethingDone()
    {
        HeardOfNothingDone = false;
        while (waiting.TryDequeue(out var line))
        {
            voice.Say(line);
        }
    }

    private static string Explanation(ActionOutcome outcome) => outcome.Cached
        ? $"  cached  {outcome.Spec.Mnemonic} {outcome.Spec.Label}"
        : $"  ran     {outcome.Spec.Mnemonic} {outcome.Spec.Label} ({outcome.Elapsed.TotalSeconds:N1} s): {outcome.Reason}";
}

/// <param name="Changed">Whether it changed anything; a task whose notes and actions changed nothing was cached.</param>
public sealed record TaskNote(string Text, bool Changed);
