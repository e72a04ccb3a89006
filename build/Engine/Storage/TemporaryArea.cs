using System.Globalization;

namespace OpenLinux.Engine.Storage;

/// <summary>
/// Where this process makes files before it renames them, and runs actions: <c>tmp/PID-RANDOM/</c>, made on first use and
/// held by an advisory lock, which the kernel frees however the process ends. First use also clears what dead processes left.
/// </summary>
public sealed class TemporaryArea(string folder) : IDisposable
{
    private const string LockName = "lock";

    private readonly Lock gate = new();
    private string? session;
    private FileStream? sessionLock;
    private long names;

    /// <summary>A path that nothing else uses, in a folder that exists, on the cache's own file system.</summary>
    public string NewPath() =>
        Path.Combine(Session(), Interlocked.Increment(ref names).ToString(CultureInfo.InvariantCulture));

    public void Dispose()
    {
        lock (gate)
        {
            if (session is null)
            {
                return;
            }

            sessionLock?.Dispose();
            FolderRemoval.TryRemove(session);
            session = null;
            sessionLock = null;
        }
    }

    private string Session()
    {
        if (Volatile.Read(ref session) is { } existing)
        {
            return existing;
        }

        lock (gate)
        {
            if (session is null)
            {
                ClearLeftovers();
                var path = Path.Combine(folder, $"{Environment.ProcessId}-{Guid.NewGuid():n}");
                Directory.CreateDirectory(path);
                sessionLock = LockOf(path, FileMode.CreateNew);
                Volatile.Write(ref session, path);
            }

            return session;
        }
    }

    private void ClearLeftovers()
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var leftover in Directory.EnumerateDirectories(folder))
        {
            if (IsAbandoned(leftover))
            {
                FolderRemoval.TryRemove(leftover);
            }
        }
    }

    /// <summary>Both must say so: the lock, as process numbers mean little across containers, and the number, as some file systems do not lock.</summary>
    private static bool IsAbandoned(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        var dash = name.IndexOf('-');
        if (dash < 0 || !int.TryParse(name[..dash], CultureInfo.InvariantCulture, out var processId) || IsRunning(processId))
        {
            return false;
        }

        try
        {
            using var held = LockOf(path, FileMode.OpenOrCreate);
            return true;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            return false;
        }
    }

    private static FileStream LockOf(string path, FileMode mode) =>
        new(Path.Combine(path, LockName), mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
