using OpenLinux.Engine.FileSystem;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Execution;

/// <summary>Keeps the folders of failed steps until the next build runs something, so that people can repeat them.</summary>
public sealed class FailedActions(string folder)
{
    private readonly Lock gate = new();
    private bool cleared;

    /// <summary>Forgets the failures of earlier builds, once.</summary>
    public void ClearEarlier()
    {
        lock (gate)
        {
            if (!cleared)
            {
                cleared = true;
                FolderRemoval.TryRemove(folder);
            }
        }
    }

    /// <summary>Takes a step's folder over.</summary>
    /// <returns>Where it is now.</returns>
    public string Keep(string actionFolder, string name)
    {
        var target = Path.Combine(Path.GetFullPath(folder), name);
        Directory.CreateDirectory(folder);
        FolderRemoval.TryRemove(target);
        try
        {
            Directory.Move(actionFolder, target);
        }
        catch (IOException)
        {
            Copy(actionFolder, target);
            FolderRemoval.TryRemove(actionFolder);
        }

        return target;
    }

    /// <summary>The checkout may be on another file system than the cache.</summary>
    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var path in Directory.EnumerateFileSystemEntries(source))
        {
            var copy = Path.Combine(target, Path.GetFileName(path));
            switch (FileStatus.OfLink(path))
            {
                case { Kind: FileKind.Symlink }:
                    File.CreateSymbolicLink(copy, new FileInfo(path).LinkTarget!);
                    break;
                case { Kind: FileKind.Directory }:
                    Copy(path, copy);
                    break;
                case { Kind: FileKind.File }:
                    File.Copy(path, copy);
                    break;
                default:
                    break;
            }
        }
    }
}
