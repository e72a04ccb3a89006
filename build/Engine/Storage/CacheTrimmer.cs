using OpenLinux.Common.Files;

namespace OpenLinux.Engine.Storage;

/// <summary>
/// Bounds the cache: what was used longest ago goes first. What is newer than the start of this build stays, whatever the size.
/// Anything may be evicted: a result that misses a blob is a miss, and a tree is laid out again.
/// </summary>
public sealed class CacheTrimmer(CacheFolder cache, long maxBytes)
{
    /// <summary>Where nobody can be kept off, what was used since may be in use: use is noted once a day, and no build lasts longer than another.</summary>
    internal static readonly TimeSpan LongestUse = TimeSpan.FromDays(2);

    private readonly CacheUsage usage = new(cache);

    /// <summary>Once for a process, at its end.</summary>
    /// <returns>How many bytes were freed.</returns>
    public long Trim(DateTimeOffset buildStart) => cache.Guard(() =>
    {
        var now = DateTimeOffset.UtcNow;
        if (usage.StaysWithin(maxBytes, now))
        {
            return 0;
        }

        var files = CacheInventory.FilesOf(cache, CacheKind.All.Where(kind => kind.IsEvicted))
            .Select(file => new Evictable(file.Bytes, file.Used, () => CacheFolder.Drop(file.Path)))
            .ToList();
        var laidOut = TreeArea.In(cache);
        var held = files.Sum(file => file.Bytes) + laidOut.Sum(tree => tree.Bytes);
        var freed = held <= maxBytes ? 0 : Trim(files, laidOut, held - maxBytes, buildStart.UtcDateTime);
        usage.Counted(held - freed, now);
        return freed;
    });

    private long Trim(List<Evictable> files, IReadOnlyList<LaidOutTree> laidOut, long excess, DateTime buildStart)
    {
        using var others = laidOut.Count > 0 ? TreeArea.TryExclude(cache) : null;
        var unused = others is null ? [] : laidOut.Where(tree => others.Excludes || tree.Used < buildStart - LongestUse);
        var all = files.Concat(unused.Select(tree => new Evictable(tree.Bytes, tree.Used, () => Remove(tree))));
        long freed = 0;
        foreach (var evictable in all.OrderBy(evictable => evictable.Used))
        {
            if (freed >= excess || evictable.Used >= buildStart)
            {
                break;
            }

            if (evictable.Remove())
            {
                freed += evictable.Bytes;
            }
        }

        return freed;
    }

    private bool Remove(LaidOutTree tree)
    {
        try
        {
            TreeArea.Remove(cache, tree);
            return true;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            return false;
        }
    }

    private sealed record Evictable(long Bytes, DateTime Used, Func<bool> Remove);
}
