using OpenLinux.Engine.Actions;

namespace OpenLinux.Host.Reporting;

/// <summary>How many actions of a run were cached, and why the others ran.</summary>
internal sealed class RunTally
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (int First, int Count)> reasons = new(StringComparer.Ordinal);

    public int Ran { get; private set; }

    public int Cached { get; private set; }

    public int FromElsewhere { get; private set; }

    public void Take(ActionOutcome outcome)
    {
        lock (gate)
        {
            if (outcome.Cached)
            {
                Cached++;
                FromElsewhere += outcome.IsFromElsewhere ? 1 : 0;
            }
            else
            {
                Ran++;
                var (first, count) = reasons.GetValueOrDefault(outcome.Reason, (reasons.Count, 0));
                reasons[outcome.Reason] = (first, count + 1);
            }
        }
    }

    /// <returns>The reasons, with how many actions ran for each, in the order in which they came up: what changed goes before what followed from it.</returns>
    public IReadOnlyList<KeyValuePair<string, int>> Reasons()
    {
        lock (gate)
        {
            return [.. reasons.OrderBy(reason => reason.Value.First).Select(reason => KeyValuePair.Create(reason.Key, reason.Value.Count))];
        }
    }
}
