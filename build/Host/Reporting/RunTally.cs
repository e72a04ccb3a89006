using OpenLinux.Engine.Actions;

namespace OpenLinux.Host.Reporting;

/// <summary>How many actions of a run were cached, and why the others ran.</summary>
internal sealed class RunTally
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> reasons = new(StringComparer.Ordinal);

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
                reasons[outcome.Reason] = reasons.GetValueOrDefault(outcome.Reason) + 1;
            }
        }
    }

    /// <returns>The reasons, the most frequent first, with how many actions ran for each.</returns>
    public IReadOnlyList<KeyValuePair<string, int>> Reasons()
    {
        lock (gate)
        {
            return [.. reasons.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal)];
        }
    }
}
