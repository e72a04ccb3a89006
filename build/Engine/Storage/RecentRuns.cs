using System.Globalization;
using OpenLinux.Common.Errors;

namespace OpenLinux.Engine.Storage;

/// <summary>
/// What the last runs in which something ran found in the cache, in <c>runs</c>: a line a run, oldest first, of the time of its end (seconds
/// since 1970) and <c>MNEMONIC:HITS/MISSES</c> of each kind of action. Of two that end at once one may be forgotten; nothing rests on it.
/// </summary>
public static class RecentRuns
{
    private const int Most = 32;

    /// <returns>Oldest first.</returns>
    /// <exception cref="BuildException">The cache cannot be used (<c>OL902</c>).</exception>
    public static IReadOnlyList<RecentRun> Of(CacheFolder cache) => [.. LinesOf(cache).Select(Parse).OfType<RecentRun>()];

    internal static void Add(CacheFolder cache, RecentRun run)
    {
        string[] lines = [.. LinesOf(cache).TakeLast(Most - 1), Line(run)];
        cache.Write(PlaceIn(cache), System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
    }

    private static string PlaceIn(CacheFolder cache) => Path.Combine(cache.Root, "runs");

    private static string[] LinesOf(CacheFolder cache) =>
        System.Text.Encoding.UTF8.GetString(cache.Read(PlaceIn(cache)) ?? []).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Line(RecentRun run) => string.Join(' ',
        [
            run.End.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            .. run.Kinds.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Kind}:{kind.Hits}/{kind.Misses}")),
        ]);

    /// <returns>Null where a line is none of ours.</returns>
    private static RecentRun? Parse(string line)
    {
        var words = line.Split(' ');
        if (!long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return null;
        }

        var kinds = new List<KindHits>();
        foreach (var word in words.Skip(1))
        {
            if (word.Split(':', '/') is not [{ Length: > 0 } kind, var hits, var misses]
                || !int.TryParse(hits, NumberStyles.None, CultureInfo.InvariantCulture, out var found)
                || !int.TryParse(misses, NumberStyles.None, CultureInfo.InvariantCulture, out var ran))
            {
                return null;
            }

            kinds.Add(new KindHits(kind, found, ran));
        }

        return new RecentRun(DateTimeOffset.FromUnixTimeSeconds(seconds), kinds);
    }
}

/// <param name="End">When it ended.</param>
public sealed record RecentRun(DateTimeOffset End, IReadOnlyList<KindHits> Kinds);

/// <param name="Kind">The mnemonic of its actions.</param>
/// <param name="Hits">How many were answered from the cache.</param>
/// <param name="Misses">How many ran.</param>
public sealed record KindHits(string Kind, int Hits, int Misses);
