using OpenLinux.Engine.Actions;

namespace OpenLinux.Host.Reporting;

/// <summary>What one task would do, in words.</summary>
/// <param name="outcomes">Of its actions: those that are cached, and those that would run.</param>
/// <param name="changes">What it would do besides.</param>
/// <param name="isCut">Whether there may be more: what follows depends on what these make.</param>
internal sealed class TaskPlan(IReadOnlyList<ActionOutcome> outcomes, IReadOnlyList<string> changes, bool isCut)
{
    private const int MostNamed = 3;

    private readonly List<ActionOutcome> planned = [.. outcomes.Where(outcome => !outcome.Cached)];

    /// <param name="all">Whether every action is named, and not only the first few.</param>
    public IEnumerable<string> Lines(string task, bool all)
    {
        yield return $"{task,-12} {Summary()}";
        var named = all ? planned.Count : Math.Min(planned.Count, MostNamed);
        foreach (var outcome in planned.Take(named))
        {
            yield return $"  would run: {outcome.Spec.Mnemonic} {outcome.Spec.Label}: {outcome.Reason}";
        }

        if (named < planned.Count)
        {
            yield return $"  and {planned.Count - named} more; --explain names all";
        }

        foreach (var change in changes)
        {
            yield return $"  would fetch: {change}";
        }
    }

    private string Summary() => planned.Count switch
    {
        0 when isCut => "is known once what it depends on has run",
        0 when changes.Count > 0 => "would run",
        0 when outcomes.Count == 0 => "has no action to run",
        0 => outcomes.Count == 1 ? "would run nothing: its action is cached" : $"would run nothing: all {outcomes.Count} actions are cached",
        var count when isCut => $"would run at least {Actions(count)}; what follows depends on what they make",
        var count => $"would run {count} of {Actions(outcomes.Count)}",
    };

    private static string Actions(int count) => count == 1 ? "1 action" : $"{count} actions";
}
