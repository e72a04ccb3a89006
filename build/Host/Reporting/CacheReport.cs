using OpenLinux.Engine.Storage;
using OpenLinux.Engine.Verification;

namespace OpenLinux.Host.Reporting;

/// <summary>What the shared cache holds and has been good for, and what was done to it, for people.</summary>
internal sealed class CacheReport(TextWriter writer, DateTimeOffset now)
{
    /// <summary>So many bad entries are named; the others would push all else off the screen.</summary>
    private const int MostNamed = 10;

    public void Show(string folder, IReadOnlyList<CacheEntry> entries, IReadOnlyList<RecentRun> runs)
    {
        writer.WriteLine(Directory.Exists(folder) ? $"{folder}: {Size(entries.Sum(entry => entry.Bytes))}" : $"{folder}: nothing yet; the first build makes it");
        var kinds = new TextTable(right: [1, 2, 3, 4]) { Heading = ["kind", "entries", "size", "last used between", "and"] };
        foreach (var kind in CacheKind.All)
        {
            var all = entries.Where(entry => entry.Kind == kind).ToList();
            if (all.Count > 0)
            {
                kinds.Add(kind.Name, $"{all.Count:N0}", Size(all.Sum(entry => entry.Bytes)), Age(all.Min(entry => entry.Used)), Age(all.Max(entry => entry.Used)));
            }
        }

        kinds.Print(writer);
        if (runs.Count > 0)
        {
            Show(runs);
        }
    }

    public void Tell(VerifyReport report)
    {
        writer.WriteLine($"{report.Checked:N0} entries read, {Size(report.Bytes)}: {(report.Dropped.Count + report.Stuck.Count == 0 ? "all are what they are called" : $"{Counted(report.Dropped)} damaged and dropped")}");
        Name(report.Dropped);
        if (report.Stuck.Count > 0)
        {
            writer.WriteLine($"{Counted(report.Stuck)} damaged and could not be dropped; builds do not believe them:");
            Name(report.Stuck);
        }
    }

    public void Tell(PruneReport report, PruneLimits limits)
    {
        var gone = report.Gone.GroupBy(entry => entry.Kind.Name).Select(kind => $"{Counted([.. kind])} of {kind.Key}");
        writer.WriteLine(report.Gone.Count == 0 ? "nothing to prune" : $"pruned: {string.Join(", ", gone)}");
        if (report.Kept.Count > 0)
        {
            writer.WriteLine($"{Counted(report.Kept)} stay: a build runs that may use them, or they are another user's");
        }

        if (limits.MaxBytes is { } most && report.BytesLeft > most)
        {
            writer.WriteLine($"{Size(report.BytesLeft)} is left, more than {Size(most)}");
        }
    }

    private void Show(IReadOnlyList<RecentRun> runs)
    {
        writer.WriteLine();
        writer.WriteLine($"The last {runs.Count} runs that ran something, {Age(runs[0].End.UtcDateTime)} to {Age(runs[^1].End.UtcDateTime)} ago, found of their actions:");
        var kinds = new TextTable(right: [1, 2, 3, 4]) { Heading = ["kind", "hits", "ran", "last hits", "last ran"] };
        foreach (var kind in runs.SelectMany(run => run.Kinds).GroupBy(kind => kind.Kind).OrderByDescending(kind => kind.Sum(run => run.Hits + run.Misses)))
        {
            var last = runs[^1].Kinds.FirstOrDefault(run => run.Kind == kind.Key);
            kinds.Add(kind.Key, $"{kind.Sum(run => run.Hits):N0}", $"{kind.Sum(run => run.Misses):N0}", $"{last?.Hits ?? 0:N0}", $"{last?.Misses ?? 0:N0}");
        }

        kinds.Print(writer);
    }

    private void Name(IReadOnlyList<CacheEntry> entries)
    {
        foreach (var entry in entries.Take(MostNamed))
        {
            writer.WriteLine($"  {entry.Path}");
        }

        if (entries.Count > MostNamed)
        {
            writer.WriteLine($"  and {entries.Count - MostNamed:N0} more");
        }
    }

    private static string Counted(IReadOnlyList<CacheEntry> entries) => $"{entries.Count:N0} ({Size(entries.Sum(entry => entry.Bytes))})";

    private static string Size(long bytes) => bytes < 1_000_000_000 ? $"{bytes / 1e6:N1} MB" : $"{bytes / 1e9:N2} GB";

    private string Age(DateTime used) => (now.UtcDateTime - used) switch
    {
        { TotalMinutes: < 1 } => "now",
        { TotalHours: < 1 } age => $"{age.TotalMinutes:N0} min",
        { TotalDays: < 2 } age => $"{age.TotalHours:N0} h",
        var age => $"{age.TotalDays:N0} days",
    };
}
