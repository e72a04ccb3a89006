using System.Globalization;
using OpenLinux.Common.Files;

namespace OpenLinux.Engine.Storage;

/// <summary>
/// Trees that actions share, each laid out once: <c>trees/2 hex digits/hash-n/files</c>, and beside it <c>stamps</c>. A tree appears by
/// rename, whole or not at all, is never changed, and is used as long as its stamps hold; one that was written to is left to be trimmed,
/// since others may be reading it, and laid out anew as the next n. Who uses trees holds a lock that keeps trimming off.
/// </summary>
public sealed class TreeArea(CacheFolder cache) : IDisposable
{
    private const string Area = "trees";
    private const string Stamps = "stamps";
    private const int MostGenerations = 100;

    private readonly Lock gate = new();
    private FileLock? held;
    private bool isHeld;

    private string Folder => FolderOf(cache);

    /// <param name="digest">Of the tree's root directory.</param>
    /// <param name="write">Fills a new folder with the files.</param>
    /// <returns>The folder with the files of the tree.</returns>
    internal async Task<string> FolderOfAsync(Content.Digest digest, Func<string, Task> write)
    {
        Hold();
        for (var generation = 0; generation < MostGenerations; generation++)
        {
            var place = $"{cache.PathOf(Area, digest.Hash)}-{generation.ToString(CultureInfo.InvariantCulture)}";
            if (!Directory.Exists(place))
            {
                await LayOutAsync(place, write);
            }

            if (TreeStamps.Hold(FilesOf(place), Path.Combine(place, Stamps)))
            {
                cache.Use(Path.Combine(place, Stamps));
                return FilesOf(place);
            }
        }

        throw new IOException($"{Folder}: trees there keep being written to");
    }

    /// <summary>All there are, for trimming.</summary>
    internal static IReadOnlyList<LaidOutTree> In(CacheFolder cache)
    {
        var folder = new DirectoryInfo(FolderOf(cache));
        return !folder.Exists ? [] :
        [
            .. folder.EnumerateDirectories("*")
                .SelectMany(part => part.EnumerateDirectories("*"))
                .Select(place => Find(place.FullName))
                .OfType<LaidOutTree>(),
        ];
    }

    /// <summary>Whether a tree's files are as they were laid out, as far as their times and sizes tell.</summary>
    internal static bool IsUntouched(LaidOutTree tree) => TreeStamps.Hold(FilesOf(tree.Path), Path.Combine(tree.Path, Stamps));

    /// <summary>Where the files of a tree lie.</summary>
    internal static string FilesOf(LaidOutTree tree) => FilesOf(tree.Path);

    /// <summary>Nobody begins to use it from now on; who does already, keeps it. It is left to be trimmed.</summary>
    internal static void Spoil(LaidOutTree tree) => AtomicFile.Write(Path.Combine(tree.Path, Stamps), "");

    /// <returns>Null where a process uses trees.</returns>
    internal static FileLock? TryExclude(CacheFolder cache)
    {
        Directory.CreateDirectory(FolderOf(cache));
        return FileLock.TryTake(LockOf(FolderOf(cache)));
    }

    /// <summary>Takes it out of its place at once, and removes it then: a kill leaves no half of it there.</summary>
    internal static void Remove(CacheFolder cache, LaidOutTree tree)
    {
        var aside = cache.Temporary.NewPath();
        Directory.Move(tree.Path, aside);
        FolderRemoval.TryRemove(aside);
    }

    /// <summary>
    /// Before the cache is removed: whoever is compiling then finds no tree at all. One that loses its headers one by one would compile
    /// with others.
    /// </summary>
    /// <param name="cacheFolder">The cache's own folder.</param>
    public static void PutAside(string cacheFolder)
    {
        var trees = Path.Combine(cacheFolder, Area);
        if (Directory.Exists(trees))
        {
            Directory.Move(trees, $"{trees}.old-{Guid.NewGuid():n}");
        }
    }

    /// <summary>From here on others may trim.</summary>
    public void Dispose()
    {
        held?.Dispose();
        (held, isHeld) = (null, false);
    }

    /// <returns>Null where it has just been removed.</returns>
    private static LaidOutTree? Find(string place)
    {
        try
        {
            var stamps = new FileInfo(Path.Combine(place, Stamps));
            return stamps.Exists ? new LaidOutTree(place, TreeStamps.SizeOf(stamps.FullName), stamps.LastWriteTimeUtc) : null;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static string FolderOf(CacheFolder cache) => Path.Combine(cache.Root, Area);

    private static string FilesOf(string place) => Path.Combine(place, "files");

    private static string LockOf(string folder) => Path.Combine(folder, "lock");

    private void Hold()
    {
        lock (gate)
        {
            if (isHeld)
            {
                return;
            }

            try
            {
                Directory.CreateDirectory(Folder);
                held = FileLock.Share(LockOf(Folder));
            }
            catch (Exception fault) when (StorageFaults.IsFault(fault) && StorageFaults.Exhausted(fault, Folder) is null)
            {
                // A cache that cannot be written to, and never was locked: the trees that it holds can be used.
            }

            isHeld = true;
        }
    }

    private async Task LayOutAsync(string place, Func<string, Task> write)
    {
        var draft = cache.Temporary.NewPath();
        try
        {
            Directory.CreateDirectory(FilesOf(draft));
            await write(FilesOf(draft));
            TreeStamps.Write(FilesOf(draft), Path.Combine(draft, Stamps));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            Directory.Move(draft, place);
            cache.NoteWritten(TreeStamps.SizeOf(Path.Combine(place, Stamps)));
        }
        catch (IOException) when (Directory.Exists(place))
        {
            // Another process was faster.
        }
        finally
        {
            FolderRemoval.TryRemove(draft);
        }
    }
}

/// <param name="Used">When it was last noted to be used.</param>
internal sealed record LaidOutTree(string Path, long Bytes, DateTime Used);
