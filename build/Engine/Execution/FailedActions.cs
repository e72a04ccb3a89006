using OpenLinux.Common.Files;
using OpenLinux.Engine.Reporting;

namespace OpenLinux.Engine.Execution;

/// <summary>Keeps the folder of the first step that fails until the next build runs something, so that people can repeat it.</summary>
public sealed class FailedActions(string folder, IBuildReporter reporter) : IDisposable
{
    /// <summary>What is not gone by the end of the build is left to the next one.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
    private readonly Lock gate = new();
    private Task removal = Task.CompletedTask;
    private bool cleared;
    private bool kept;

    /// <summary>Forgets the failures of earlier builds, once; that they go takes the build no time.</summary>
    public void ClearEarlier()
    {
        lock (gate)
        {
            if (!cleared)
            {
                cleared = true;
                PutAside();
                removal = Task.Run(RemoveAside);
            }
        }
    }

    /// <summary>Takes a step's folder over: of the first that asks, as one is enough to repeat and each holds all its inputs.</summary>
    /// <returns>Where it is now; null where another one is kept.</returns>
    public string? Keep(string actionFolder, string name)
    {
        lock (gate)
        {
            if (kept)
            {
                return null;
            }

            kept = true;
        }

        var target = Path.Combine(folder, name);
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

    /// <summary>The command that repeats what is kept, as a script beside it.</summary>
    /// <param name="command">A line for sh; null where nothing was kept.</param>
    public void Remember(string? command)
    {
        if (command is not null)
        {
            AtomicFile.Write(ScriptIn(folder), $"{command}\n");
        }
    }

    /// <returns>The script that repeats the step whose folder is kept in <paramref name="folder"/>; it need not be there.</returns>
    public static string ScriptIn(string folder) => Path.Combine(folder, "repeat.sh");

    public void Dispose() => removal.Wait(LongestWait);

    private void PutAside()
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        reporter.Information($"{folder}: what an earlier failure left there is removed");
        try
        {
            Directory.Move(folder, $"{folder}.old-{Guid.NewGuid():n}");
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            FolderRemoval.TryRemove(folder);
        }
    }

    private void RemoveAside()
    {
        var parent = Path.GetDirectoryName(folder)!;
        if (Directory.Exists(parent))
        {
            foreach (var aside in Directory.EnumerateDirectories(parent, $"{Path.GetFileName(folder)}.old-*"))
            {
                FolderRemoval.TryRemove(aside);
            }
        }
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
