namespace OpenLinux.Common.Files;

/// <summary>
/// A folder of this process and user alone, gone when it is disposed of. It holds a lock, which the kernel frees however the process
/// ends: whoever makes the next one beside it, or looks there, removes those that nobody holds any more, and ends what still works in
/// them. Process numbers would not tell, as they are given again.
/// </summary>
public sealed class TemporaryFolder : IDisposable
{
    private const string LockName = "lock";

    private const int Attempts = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>What ours are called where everybody's are.</summary>
    private const string SystemPrefix = "openlinux-tmp-";

    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileLock held;

    /// <summary>In the system's temporary folder (<c>TMPDIR</c>).</summary>
    public TemporaryFolder()
        : this(System.IO.Path.GetTempPath(), SystemPrefix)
    {
    }

    private TemporaryFolder(string parent, string prefix)
    {
        RemoveAbandoned(parent, prefix);
        while (true)
        {
            Path = System.IO.Path.Combine(parent, $"{prefix}{Guid.NewGuid():n}");
            if (Take(Path) is { } taken)
            {
                held = taken;
                return;
            }
        }
    }

    public string Path { get; }

    /// <summary>In a folder of the build's own, which is made where there is none.</summary>
    public static TemporaryFolder In(string parent)
    {
        Directory.CreateDirectory(parent);
        return new TemporaryFolder(parent, "");
    }

    /// <summary>Removes those of killed processes, where such folders are made by <see cref="In"/>.</summary>
    public static void RemoveAbandonedIn(string parent)
    {
        if (Directory.Exists(parent))
        {
            RemoveAbandoned(parent, "");
        }
    }

    /// <summary>Removes those of this user's killed processes from the system's temporary folder.</summary>
    public static void RemoveAbandoned() => RemoveAbandoned(System.IO.Path.GetTempPath(), SystemPrefix);

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        held.Dispose();
        FolderRemoval.TryRemove(Path);
    }

    /// <returns>Null where another process took it for abandoned in the moment before it was locked.</returns>
    private static FileLock? Take(string path)
    {
        var file = System.IO.Path.Combine(path, LockName);
        try
        {
            _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerAlone);
            var taken = FileLock.TryTake(file, FileMode.CreateNew);
            if (File.Exists(file))
            {
                return taken;
            }

            taken?.Dispose();
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static void RemoveAbandoned(string parent, string prefix)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent, prefix + "*"))
        {
            try
            {
                if (prefix.Length == 0 || IsOfThisUser(folder))
                {
                    RemoveIfAbandoned(folder, prefix);
                }
            }
            catch (Exception fault) when (StorageFaults.IsFault(fault))
            {
                // It has no lock, so it is none of ours; or it is another user's, who will remove it.
            }
        }
    }

    /// <summary>
    /// Holds the lock until it is gone: whoever has made it a moment ago, and has not locked it yet, then finds it held or gone.
    /// </summary>
    private static void RemoveIfAbandoned(string folder, string prefix)
    {
        var file = System.IO.Path.Combine(folder, LockName);
        if (!File.Exists(file) && Guid.TryParseExact(System.IO.Path.GetFileName(folder.AsSpan())[prefix.Length..], "n", out _))
        {
            // Its maker was killed before it locked it; one who lives makes another.
            Directory.Delete(folder);
            return;
        }

        using var free = FileLock.TryTake(file, FileMode.Open);
        if (free is not { Excludes: true })
        {
            return;
        }

        // Windows removes no open file; there, whoever makes one has it locked from its first moment.
        if (OperatingSystem.IsWindows())
        {
            free.Dispose();
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // With the lock goes what tells the next one that this is abandoned: so it goes last, and stays where anything else does.
            if (TryEmpty(folder))
            {
                FolderRemoval.TryRemove(folder);
                return;
            }

            Thread.Sleep(Pause);
        }
    }

    /// <summary>But for the lock. The children of a process that was killed alone would go on, and until they are gone, write into what is removed.</summary>
    private static bool TryEmpty(string folder)
    {
        StrayProcesses.EndAllIn(folder);
        var isEmpty = true;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => entry.Name != LockName))
        {
            if (entry is DirectoryInfo { LinkTarget: null })
            {
                isEmpty &= FolderRemoval.TryRemove(entry.FullName);
            }
            else
            {
                entry.Delete();
            }
        }

        return isEmpty;
    }

    /// <summary>In a folder where anyone may make one, names and links are to be trusted in this user's alone.</summary>
    private static bool IsOfThisUser(string folder) =>
        !OperatingSystem.IsLinux() || FileStatus.OfLink(folder) is { Kind: FileKind.Directory } status && status.Owner == ThisUser.Effective;
}
