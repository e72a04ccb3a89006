using OpenLinux.Common.Errors;

namespace OpenLinux.Engine.Storage;

/// <summary>What a cache holds, entry by entry, as its folders tell: nothing is read. Builds may run meanwhile.</summary>
public static class CacheInventory
{
    private static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <exception cref="BuildException">The cache cannot be used (<c>OL902</c>).</exception>
    public static IReadOnlyList<CacheEntry> Of(CacheFolder cache) => cache.Guard(() => (IReadOnlyList<CacheEntry>)
    [
        .. FilesOf(cache, CacheKind.All.Where(kind => kind != CacheKind.Trees)),
        .. TreeArea.In(cache).Select(tree => new CacheEntry(CacheKind.Trees, tree.Path, tree.Bytes, tree.Used)),
    ]);

    internal static IEnumerable<CacheEntry> FilesOf(CacheFolder cache, IEnumerable<CacheKind> kinds) =>
        from kind in kinds
        let folder = new DirectoryInfo(Path.Combine(cache.Root, kind.Folder))
        where folder.Exists
        from file in folder.EnumerateFiles("*", All)
        where file.Exists
        select new CacheEntry(kind, file.FullName, file.Length, file.LastWriteTimeUtc);
}

/// <param name="Path">Of a file, or of a tree's folder.</param>
/// <param name="Bytes">Of content.</param>
/// <param name="Used">When it was last noted to be used, which is done once a day.</param>
public sealed record CacheEntry(CacheKind Kind, string Path, long Bytes, DateTime Used);
