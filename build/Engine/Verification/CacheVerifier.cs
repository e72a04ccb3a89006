using System.Collections.Concurrent;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Verification;

/// <summary>
/// Reads all that the cache answers from and drops what is not what it is called: blobs are held against their digests, results against their
/// seals, laid-out trees against their directories. Compiled programs are held against their names by whoever runs them: here all of them go,
/// where no build runs. What goes is made again when it is asked for.
/// </summary>
/// <param name="cache">One through which this process has not used anything: it would keep itself off.</param>
public sealed class CacheVerifier(CacheFolder cache)
{
    private static readonly CacheKind[] Kinds = [CacheKind.Blobs, CacheKind.Results, CacheKind.Trees];

    private readonly TreeCheck trees = new(new FileContentStore(cache));

    /// <exception cref="BuildException">The cache cannot be used (<c>OL902</c>).</exception>
    public VerifyReport Verify(CancellationToken cancellation)
    {
        var all = CacheInventory.Of(cache);
        DropPrograms([.. all.Where(entry => entry.Kind == CacheKind.Programs)]);
        var bad = new ConcurrentBag<CacheEntry>();
        var stuck = new ConcurrentBag<CacheEntry>();
        var entries = all.Where(entry => Kinds.Contains(entry.Kind)).OrderByDescending(entry => entry.Bytes).ToList();
        OnAllCores(
            entries,
            entry =>
            {
                if (!IsGood(entry, cancellation))
                {
                    (TryDrop(entry) ? bad : stuck).Add(entry);
                }
            },
            cancellation);
        return new VerifyReport(entries.Count, entries.Sum(entry => entry.Bytes), InOrder(bad), InOrder(stuck));
    }

    private static List<CacheEntry> InOrder(IEnumerable<CacheEntry> entries) => [.. entries.OrderBy(entry => entry.Path, StringComparer.Ordinal)];

    private static void OnAllCores(List<CacheEntry> entries, Action<CacheEntry> work, CancellationToken cancellation)
    {
        try
        {
            Parallel.ForEach(Partitioner.Create(entries, loadBalance: true), new ParallelOptions { CancellationToken = cancellation }, work);
        }
        catch (AggregateException failures)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }

    /// <summary>Steps that run call them by name.</summary>
    private void DropPrograms(List<CacheEntry> programs)
    {
        using var alone = programs.Count > 0 ? cache.TryExclude() : null;
        if (alone is { Excludes: true })
        {
            foreach (var program in programs)
            {
                CacheFolder.Drop(program.Path);
            }
        }
    }

    /// <summary>A bad one is looked at once more: somebody may have put a whole one in its place meanwhile.</summary>
    private bool IsGood(CacheEntry entry, CancellationToken cancellation) => IsWhole(entry, cancellation) || IsWhole(entry, cancellation);

    /// <returns>True as well where it was evicted meanwhile.</returns>
    private bool IsWhole(CacheEntry entry, CancellationToken cancellation)
    {
        try
        {
            return entry.Kind == CacheKind.Trees ? trees.IsWhole(entry, cancellation)
                : IsInPlace(entry) && (entry.Kind == CacheKind.Blobs ? IsWholeBlob(entry, cancellation) : IsWholeResult(entry));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return !Path.Exists(entry.Path);
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault) && StorageFaults.Exhausted(fault, cache.Root) is null)
        {
            // The disk does not give it.
            return false;
        }
    }

    /// <summary>Where somebody would look for it.</summary>
    private bool IsInPlace(CacheEntry entry) =>
        Path.GetFileName(entry.Path) is var name && DigestMessages.IsHash(name) && entry.Path == cache.PathOf(entry.Kind.Folder, name);

    private static bool IsWholeBlob(CacheEntry entry, CancellationToken cancellation) =>
        ContentHasher.HashFile(entry.Path, cancellation).Hash == Path.GetFileName(entry.Path);

    private static bool IsWholeResult(CacheEntry entry) => FileActionCache.IsWhole(Path.GetFileName(entry.Path), File.ReadAllBytes(entry.Path));

    /// <returns>False where it stays, and is bad.</returns>
    private bool TryDrop(CacheEntry entry)
    {
        if (entry.Kind != CacheKind.Trees)
        {
            return CacheFolder.Drop(entry.Path);
        }

        try
        {
            var tree = new LaidOutTree(entry.Path, entry.Bytes, entry.Used);
            using var others = TreeArea.TryExclude(cache);
            if (others is { Excludes: true })
            {
                TreeArea.Remove(cache, tree);
            }
            else
            {
                TreeArea.Spoil(tree);
            }

            return true;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            return !Directory.Exists(entry.Path);
        }
    }
}

/// <param name="Checked">How many entries were read.</param>
/// <param name="Bytes">What they hold.</param>
/// <param name="Dropped">The bad ones, which are gone; a tree that a build uses is used by no other any more.</param>
/// <param name="Stuck">The bad ones that could not be dropped, as they are another user's.</param>
public sealed record VerifyReport(int Checked, long Bytes, IReadOnlyList<CacheEntry> Dropped, IReadOnlyList<CacheEntry> Stuck);
