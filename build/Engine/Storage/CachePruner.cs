using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;

namespace OpenLinux.Engine.Storage;

/// <summary>
/// Makes the cache smaller on request, what was used longest ago first, while builds run or not. Nothing goes that a running build has used
/// or made: where nobody uses the cache, others are kept off for a moment at a time; where somebody does, what was used within two days
/// stays, as use is noted once a day.
/// </summary>
/// <param name="cache">One through which this process has not used anything: it would keep itself off.</param>
public sealed class CachePruner(CacheFolder cache)
{
    /// <summary>So many entries go in a few milliseconds, for which a build that starts meanwhile waits.</summary>
    private const int Batch = 256;

    /// <exception cref="BuildException">The cache cannot be used (<c>OL902</c>).</exception>
    public PruneReport Prune(PruneLimits limits, CancellationToken cancellation) => cache.Guard(() =>
    {
        var start = DateTimeOffset.UtcNow;
        var all = CacheInventory.Of(cache);
        var excess = limits.MaxBytes is { } most ? all.Sum(entry => entry.Bytes) - most : 0;
        var oldest = limits.MaxAge is { } age ? start.UtcDateTime - age : DateTime.MinValue;
        var gone = new List<CacheEntry>();
        var kept = new List<CacheEntry>();
        var evictable = all.Where(entry => entry.Kind.IsEvicted || entry.Kind == CacheKind.Trees).OrderBy(entry => entry.Used).ToList();
        foreach (var batch in evictable.Chunk(Batch))
        {
            if (excess <= 0 && batch[0].Used >= oldest)
            {
                break;
            }

            cancellation.ThrowIfCancellationRequested();
            using var alone = Exclusion.Try(cache);
            foreach (var entry in batch.Where(entry => excess > 0 || entry.Used < oldest))
            {
                if (TryEvict(entry, alone is not null))
                {
                    excess -= entry.Bytes;
                    gone.Add(entry);
                }
                else
                {
                    kept.Add(entry);
                }
            }
        }

        var left = all.Sum(entry => entry.Bytes) - gone.Sum(entry => entry.Bytes);
        if (gone.Count > 0)
        {
            new CacheUsage(cache).Counted(evictable.Sum(entry => entry.Bytes) - gone.Sum(entry => entry.Bytes), start);
        }

        return new PruneReport(gone, kept, left);
    });

    private bool TryEvict(CacheEntry entry, bool isAlone)
    {
        if (!isAlone && entry.Used >= DateTime.UtcNow - CacheTrimmer.LongestUse)
        {
            return false;
        }

        try
        {
            if (entry.Kind == CacheKind.Trees)
            {
                TreeArea.Remove(cache, new LaidOutTree(entry.Path, entry.Bytes, entry.Used));
                return true;
            }

            return isAlone ? DropUnlessUsed(entry) : DropAside(entry);
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault) && !StorageFaults.IsDiskFull(fault))
        {
            // Another user's, or gone already.
            return false;
        }
    }

    /// <summary>It may have been used between the listing and now.</summary>
    private static bool DropUnlessUsed(CacheEntry entry) =>
        File.GetLastWriteTimeUtc(entry.Path) == entry.Used && CacheFolder.Drop(entry.Path);

    /// <summary>Out of its place first, and back where its use was noted meanwhile: whoever notes it afterwards finds it absent.</summary>
    private bool DropAside(CacheEntry entry)
    {
        var aside = cache.Temporary.NewPath();
        File.Move(entry.Path, aside);
        if (File.GetLastWriteTimeUtc(aside) == entry.Used)
        {
            return CacheFolder.Drop(aside);
        }

        File.Move(aside, entry.Path, overwrite: true);
        return false;
    }

    /// <summary>That nobody else uses the cache, or one of its trees.</summary>
    private sealed class Exclusion(FileLock users, FileLock trees) : IDisposable
    {
        /// <returns>Null where somebody does, or where the file system knows no locks.</returns>
        public static Exclusion? Try(CacheFolder cache)
        {
            if (cache.TryExclude() is not { } users)
            {
                return null;
            }

            var trees = users.Excludes ? TreeArea.TryExclude(cache) : null;
            if (trees is { Excludes: true })
            {
                return new Exclusion(users, trees);
            }

            trees?.Dispose();
            users.Dispose();
            return null;
        }

        public void Dispose()
        {
            trees.Dispose();
            users.Dispose();
        }
    }
}

/// <param name="MaxBytes">Of all that the cache holds; null for no limit.</param>
/// <param name="MaxAge">Since the last noted use; null for no limit.</param>
public sealed record PruneLimits(long? MaxBytes, TimeSpan? MaxAge);

/// <param name="Gone">What went.</param>
/// <param name="Kept">What would have gone, but that a build which runs may use it.</param>
/// <param name="BytesLeft">What the cache holds now.</param>
public sealed record PruneReport(IReadOnlyList<CacheEntry> Gone, IReadOnlyList<CacheEntry> Kept, long BytesLeft);
