using System.IO.Enumeration;
using OpenLinux.Common.Files;

namespace OpenLinux.Engine.Execution;

/// <summary>
/// Folders that hold nothing but links to shared trees, kept for the next compile that sees the same: to make and remove them costs more
/// than all else around a compile. One in which a step left anything is not kept.
/// </summary>
internal sealed class Workspaces(TemporaryArea area)
{
    /// <summary>Those of components that are done wait for nobody.</summary>
    private const int MostIdle = 8;

    private static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly Lock gate = new();
    private readonly List<Workspace> idle = [];

    /// <param name="kind">Equal for folders that hold the same.</param>
    /// <param name="fill">Fills a new folder; false where it cannot.</param>
    /// <returns>Null where it could not be filled.</returns>
    public async Task<Workspace?> TakeAsync(string kind, Func<string, Task<bool>> fill)
    {
        lock (gate)
        {
            if (idle.FindLastIndex(workspace => workspace.Kind == kind) is var found and >= 0)
            {
                var workspace = idle[found];
                idle.RemoveAt(found);
                return workspace;
            }
        }

        var folder = area.NewPath();
        Directory.CreateDirectory(folder);
        try
        {
            if (await fill(folder))
            {
                return new Workspace(kind, folder, ContentsOf(folder));
            }
        }
        catch
        {
            FolderRemoval.TryRemove(folder);
            throw;
        }

        FolderRemoval.TryRemove(folder);
        return null;
    }

    /// <param name="isReusable">False where it has files that a step may have written to.</param>
    public void Return(Workspace workspace, bool isReusable)
    {
        var superfluous = workspace;
        if (isReusable && workspace.Contents.SetEquals(ContentsOf(workspace.Folder)))
        {
            lock (gate)
            {
                idle.Add(workspace);
                superfluous = idle.Count > MostIdle ? idle[0] : null;
                idle.RemoveRange(0, superfluous is null ? 0 : 1);
            }
        }

        if (superfluous is not null)
        {
            FolderRemoval.TryRemove(superfluous.Folder);
        }
    }

    /// <summary>Every entry but those behind links.</summary>
    private static HashSet<string> ContentsOf(string folder) =>
        new(
            new FileSystemEnumerable<string>(folder, static (ref FileSystemEntry entry) => entry.ToFullPath(), All)
            {
                ShouldRecursePredicate = static (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
            },
            StringComparer.Ordinal);
}

/// <param name="Contents">The full paths of all that belongs there.</param>
internal sealed record Workspace(string Kind, string Folder, HashSet<string> Contents);
