namespace OpenLinux.Common.Files;

/// <summary>Removes a folder that tools have written to, read-only directories and names that are not UTF-8 included.</summary>
public static class FolderRemoval
{
    private const int OwnerAll = 0b111_000_000;

    /// <returns>False where something in it could not be removed.</returns>
    public static bool TryRemove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
            return true;
        }
        catch (DirectoryNotFoundException) when (!Directory.Exists(path))
        {
            return true;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            return TryRemoveLocked(path);
        }
    }

    private static bool TryRemoveLocked(string path)
    {
        try
        {
            Unlock(path);
            Directory.Delete(path, recursive: true);
            return true;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            return !Directory.Exists(path);
        }
    }

    private static void Unlock(string path)
    {
        FileModes.Set(path, OwnerAll);
        if (OperatingSystem.IsLinux())
        {
            LinuxNames.MakeUtf8(path);
        }

        foreach (var entry in Directory.EnumerateDirectories(path))
        {
            if (FileStatus.OfLink(entry) is { Kind: FileKind.Directory })
            {
                Unlock(entry);
            }
        }
    }
}
