using OpenLinux.Common.Files;

namespace OpenLinux.Host.Unchanged;

/// <summary>
/// Collects facts about files, after a run has used them. That is as good as before, since what is as new as the run itself is a doubt
/// (git's racy rule): an older file was the same all the while. Only a run without any doubt is remembered.
/// </summary>
/// <param name="oldest">The moment, in nanoseconds since 1970-01-01 UTC, from which on files count as changed under the run.</param>
internal sealed class FactSheet(long oldest)
{
    /// <summary>Beyond that, the facts would take longer than the build host.</summary>
    private const int MostFacts = 400_000;

    private const char NotUtf8 = '\uFFFD';

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private int count;

    public FactFile File { get; } = new();

    /// <summary>Why nothing may rest on these facts; null where all is well.</summary>
    public string? Doubt { get; private set; }

    public void Refuse(string reason) => Doubt ??= reason;

    /// <summary>What a path leads to, or that it leads nowhere: a file's content, or a folder's names.</summary>
    public void Path(string path)
    {
        if (Doubt is not null || !known.Add(path))
        {
            return;
        }

        if (StatusOf(path, FileStatus.Of) is { } status)
        {
            Note(FactFile.Kind.Path, status, path, path);
        }
        else
        {
            File.Add(FactFile.Kind.Absent, path);
        }
    }

    /// <summary>That a path leads to this very folder, whatever happens in it.</summary>
    public void Identity(string path)
    {
        if (Doubt is null && StatusOf(path, FileStatus.Of) is { } status)
        {
            File.Add(FactFile.Kind.Identity, status, path);
        }
        else
        {
            Refuse($"{path} is not there");
        }
    }

    /// <summary>The text of a file whose times tell nothing, as the kernel's own; or that there is none.</summary>
    public void Content(string path)
    {
        try
        {
            File.AddContent(path, System.IO.File.ReadAllBytes(path));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            Path(path);
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            Refuse(fault.Message);
        }
    }

    /// <summary>A folder with all that is in it.</summary>
    /// <param name="root">Where it is a link, what that leads to.</param>
    /// <param name="isLeftOut">Whether an entry, by its path, is of no account, with all that is in it.</param>
    /// <param name="isFollowed">Whether what a link there leads to counts, too.</param>
    public void Tree(string root, Func<string, bool>? isLeftOut = null, Func<string, bool>? isFollowed = null)
    {
        var waiting = new Stack<string>([root]);
        while (Doubt is null && waiting.TryPop(out var folder))
        {
            if (StatusOf(folder, FileStatus.Of) is not { } status)
            {
                Refuse($"{folder} has just gone");
                return;
            }

            Note(FactFile.Kind.Folder, status, folder, folder);
            foreach (var path in EntriesOf(folder))
            {
                if (isLeftOut?.Invoke(path) != true)
                {
                    Entry(root, path, isFollowed?.Invoke(path) == true, waiting);
                }
            }
        }
    }

    private void Entry(string root, string path, bool isFollowed, Stack<string> waiting)
    {
        switch (StatusOf(path, FileStatus.OfLink))
        {
            case null:
                Refuse($"{path} has just gone");
                break;
            case { Kind: FileKind.Directory }:
                waiting.Push(path);
                break;
            case { } status:
                Note(FactFile.Kind.Entry, status, System.IO.Path.GetFileName(path), path);
                if (status.Kind == FileKind.Symlink && isFollowed)
                {
                    Target(root, path);
                }

                break;
        }
    }

    private void Target(string root, string link)
    {
        if (StatusOf(link, FileStatus.Of) is { Kind: FileKind.Directory }
            && Directory.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName.StartsWith($"{root}/", StringComparison.Ordinal) != true)
        {
            Refuse($"{link} leads to a folder elsewhere");
        }

        Path(link);
    }

    private void Note(FactFile.Kind kind, FileStatus status, string name, string path)
    {
        if (Math.Max(status.Modified, status.Changed) >= oldest)
        {
            Refuse($"{path} is as new as this run");
        }
        else if (name.Contains(NotUtf8, StringComparison.Ordinal))
        {
            Refuse($"{path} may not be its name");
        }
        else if (++count > MostFacts)
        {
            Refuse("there are too many files");
        }
        else
        {
            File.Add(kind, status, name);
        }
    }

    private FileStatus? StatusOf(string path, Func<string, FileStatus?> status)
    {
        try
        {
            return status(path);
        }
        catch (IOException fault)
        {
            Refuse(fault.Message);
            return null;
        }
    }

    private string[] EntriesOf(string folder)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder);
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            Refuse(fault.Message);
            return [];
        }
    }
}
