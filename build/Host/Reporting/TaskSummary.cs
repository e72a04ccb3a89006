using OpenLinux.Engine.Actions;

namespace OpenLinux.Host.Reporting;

/// <summary>One task in one line.</summary>
internal static class TaskSummary
{
    public static string? Of(IReadOnlyList<ActionOutcome> outcomes, IReadOnlyList<TaskNote> notes, TimeSpan elapsed)
    {
        if (outcomes.Count == 0 && notes.Count == 0)
        {
            return null;
        }

        var ran = outcomes.Where(outcome => !outcome.Cached).ToList();
        var changed = ran.Count > 0 || notes.Any(note => note.Changed);
        string[] facts =
        [
            .. Actions(outcomes.Count, ran),
            .. FromElsewhere(outcomes.Count(outcome => outcome.IsFromElsewhere)),
            .. notes.Where(note => note.Changed || !changed).Select(note => note.Text),
        ];
        var verdict = changed ? $"ran in {elapsed.TotalSeconds:N1} s" : "cached";
        return $"{verdict}: {string.Join("; ", facts)}";
    }

    /// <summary>What it got done before it failed; the failure itself is told after all tasks.</summary>
    public static string OfFailed(IReadOnlyList<ActionOutcome> outcomes, TimeSpan elapsed)
    {
        var ran = outcomes.Count(outcome => !outcome.Cached);
        string[] facts =
        [
            .. ran > 0 ? [$"{ran} {(ran == 1 ? "action" : "actions")} ran before it"] : Array.Empty<string>(),
            .. outcomes.Count > ran ? [$"{outcomes.Count - ran} unchanged"] : Array.Empty<string>(),
        ];
        return $"failed after {elapsed.TotalSeconds:N1} s{(facts.Length == 0 ? "" : $": {string.Join(", ", facts)}")}";
    }

    private static string[] FromElsewhere(int count) => count == 0 ? [] : [$"{count} from the remote cache"];

    private static IEnumerable<string> Actions(int all, List<ActionOutcome> ran)
    {
        if (all == 0)
        {
            yield break;
        }

        if (ran.Count == 0)
        {
            yield return all == 1 ? "its action is unchanged" : $"all {all} actions unchanged";
            yield break;
        }

        var first = ran[0];
        var others = ran.Count == 1 ? "" : $", and {ran.Count - 1} more";
        yield return $"{ran.Count} of {all} actions, {first.Spec.Mnemonic} {first.Spec.Label} because {first.Reason}{others}";
    }
}
