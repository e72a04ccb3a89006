namespace OpenLinux.Engine.Storage;

/// <summary>
/// Bounds the cache: what was used longest ago goes first. What is newer than the start of this build stays, whatever the size.
/// Anything may be evicted: a result that misses a blob is a miss.
/// </summary>
public sealed class CacheTrimmer(CacheFolder cache, long maxBytes)
{
    private static readonly string[] Areas = ["cas", "ac", "history"];

    /// <returns>How many bytes were freed.</returns>
    public long Trim(DateTimeOffset buildStart)
    {
        var files = cache.Guard(List);
        var excess = files.Sum(file => file.Length) - maxBytes;
        if (excess <= 0)
        {
            return 0;
        }

        long freed = 0;
        foreach (var file in files.OrderBy(file => file.LastWriteTimeUtc))
        {
            if (freed >= excess || file.LastWriteTimeUtc >= buildStart.UtcDateTime)
            {
                break;
            }

            if (CacheFolder.Drop(file.FullName))
            {
                freed += file.Length;
            }
        }

        return freed;
    }

    private List<FileInfo> List()
    {
        var files = new List<FileInfo>();
        foreach (var area in Areas)
        {
            var folder = new DirectoryInfo(Path.Combine(cache.Root, area));
            if (folder.Exists)
            {
                files.AddRange(folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Exists));
            }
        }

        return files;
    }
}
