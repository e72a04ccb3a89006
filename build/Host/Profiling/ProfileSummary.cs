using System.Globalization;

namespace OpenLinux.Host.Profiling;

/// <summary>A profile in a few lines: what kept the build from being shorter.</summary>
internal static class ProfileSummary
{
    /// <summary>Of a longer path, the first and the last are named.</summary>
    private const int NamedSteps = 8;

    public static IEnumerable<string> Of(ProfiledBuild build)
    {
        foreach (var kind in build.Actions.GroupBy(action => action.Spec.Mnemonic).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            yield return $"  {kind.Key}: {kind.Count(action => action.Result == "hit")} of {kind.Count()} were hits{Phases([.. kind])}";
        }

        if (Parallelism(build.Actions) is var (average, most))
        {
            yield return Line($"  parallelism: {average:N1} on average, {most} at most");
        }

        var path = CriticalPath.Of(build.Actions);
        if (path.Actions.Count > 0)
        {
            yield return Line($"  critical path: {path.Length.TotalSeconds:N1} s of {build.Elapsed.TotalSeconds:N1} s, {Steps(path.Actions)}");
        }

        if (build.Traffic is { Read: > 0 } traffic)
        {
            yield return Line($"  read {traffic.Read / 1e6:N1} MB, written {traffic.Written / 1e6:N1} MB, by this process and those it ran");
        }
    }

    /// <summary>How many ran at a time, while any ran; null where none did.</summary>
    internal static (double Average, int Most)? Parallelism(IEnumerable<ProfiledAction> actions)
    {
        var turns = actions.SelectMany(action => action.Work())
            .SelectMany(work => new[] { (At: work[0].Start, Change: 1), (At: work[^1].End, Change: -1) })
            .OrderBy(turn => turn.At).ThenBy(turn => turn.Change);
        var (running, most, since, busy, work) = (0, 0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        foreach (var (at, change) in turns)
        {
            busy += running > 0 ? at - since : TimeSpan.Zero;
            work += running * (at - since);
            running += change;
            most = Math.Max(most, running);
            since = at;
        }

        return busy > TimeSpan.Zero ? (work / busy, most) : null;
    }

    private static string Phases(IReadOnlyList<ProfiledAction> actions)
    {
        var phases = actions.Where(action => action.Result != "hit")
            .SelectMany(action => action.Phases)
            .GroupBy(span => span.Phase)
            .OrderBy(phase => phase.Key)
            .Select(phase => Line($"{phase.Key.ToString().ToLowerInvariant()} {phase.Sum(span => span.Length.TotalSeconds):N1} s"))
            .ToList();
        return phases.Count == 0 ? "" : $"; the others: {string.Join(", ", phases)}";
    }

    private static string Steps(IReadOnlyList<ProfiledAction> actions)
    {
        var named = actions.Count <= NamedSteps ? actions : [.. actions.Take(NamedSteps - 1), actions[^1]];
        var steps = named.Select(action => Line($"{action.Spec.Mnemonic} {action.Spec.Label} {action.Busy.TotalSeconds:N1} s")).ToList();
        if (named.Count < actions.Count)
        {
            steps.Insert(NamedSteps - 1, $"{actions.Count - named.Count} more");
        }

        return string.Join(" -> ", steps);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
