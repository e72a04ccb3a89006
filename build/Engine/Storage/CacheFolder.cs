using OpenLinux.Common.Files;
using OpenLinux.Common.Processes;

namespace OpenLinux.Engine.Storage;

/// <summary>
/// The cache on disk, shared by all checkouts and by any number of processes at a time: <c>AREA/2 hex digits/name</c>.
/// A file appears by rename, whole or not at all; folders are made when the first file needs them.
/// </summary>
public sealed class CacheFolder : IDisposable
{
    /// <summary>Use is noted once a day, so that a build that changes nothing writes next to nothing.</summary>
    private const long TouchInterval = 24L * 60 * 60 * 1_000_000_000;

    /// <summary>Of all that the cache holds: nobody changes it in place.</summary>
    internal const int ReadOnly = 0b100_100_100;

    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private FileLock? held;
    private volatile bool isHeld;
    private long writtenBytes;

    public CacheFolder(string root, TimeProvider? time = null)
    {
        Root = Path.GetFullPath(root);
        Temporary = new TemporaryArea(() => TemporaryFolder.In(TemporaryPath));
        Workplace = OperatingSystem.IsWindows() || ShellCommand.IsPlain(Root) ? Temporary : new TemporaryArea(() => new TemporaryFolder());
        this.time = time ?? TimeProvider.System;
    }

    public string Root { get; }

    /// <summary>Whether nothing in it is changed, not even when it was last used.</summary>
    internal bool IsLeftAlone { get; init; }

    /// <summary>Where this process makes files before it renames them, on the cache's own file system.</summary>
    public TemporaryArea Temporary { get; }

    /// <summary>Where actions run: the same, or where the cache's path is not plain, the system's temporary folder. A build system has no way to quote its own.</summary>
    public TemporaryArea Workplace { get; }

    /// <summary>What this process brought in.</summary>
    internal long WrittenBytes => Interlocked.Read(ref writtenBytes);

    /// <param name="area">"cas", "ac" or "history".</param>
    /// <param name="hash">Hexadecimal digits, at least two.</param>
    public string PathOf(string area, string hash) => $"{Root}/{area}/{hash.AsSpan(0, 2)}/{hash}";

    /// <summary>Runs file operations on the cache.</summary>
    /// <exception cref="Diagnostics.BuildException">The cache cannot be used (<c>OL902</c>) or the disk is full (<c>OL901</c>).</exception>
    public T Guard<T>(Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            throw StorageFaults.Translate(fault, Root);
        }
    }

    /// <summary>The status of a file of the cache, whose use is noted; null where it is absent.</summary>
    public FileStatus? Use(string path) => Guard(() =>
    {
        Hold();
        if (FileStatus.Of(path) is not { Kind: FileKind.File } status)
        {
            return (FileStatus?)null;
        }

        var now = time.GetUtcNow();
        return (now.ToUnixTimeMilliseconds() * 1_000_000) - status.Modified <= TouchInterval || IsLeftAlone || Touch(path, now) ? status : null;
    });

    /// <returns>The file's content, or null where it is absent.</returns>
    public byte[]? Read(string path) => Guard(() =>
    {
        Hold();
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    });

    /// <summary>Writes a file by temp + rename.</summary>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            var temporary = Temporary.NewPath();
            using (var file = Create(temporary))
            {
                file.Write(content);
            }

            Publish(temporary, path, content.Length);
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            throw StorageFaults.Translate(fault, Root);
        }
    }

    /// <summary>A new file in the temporary area. What the cache holds is read-only: nobody changes it in place.</summary>
    internal static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = (UnixFileMode)ReadOnly;
        }

        return new FileStream(path, options);
    }

    /// <summary>Renames a finished file of the temporary area to its place.</summary>
    internal void Publish(string temporary, string path, long bytes)
    {
        Hold();
        NoteWritten(bytes);
        try
        {
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception absent) when (absent is DirectoryNotFoundException or FileNotFoundException)
        {
            // The latter where another process makes the folder between the rename and .NET's look at why it failed.
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
        }
    }

    internal void NoteWritten(long bytes) => Interlocked.Add(ref writtenBytes, bytes);

    /// <summary>Drops a damaged or superfluous file; that another process was faster, or that it may not be dropped, is no failure.</summary>
    public static bool Drop(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            return false;
        }
    }

    /// <summary>Drops a damaged file, unless all is to stay as it is.</summary>
    internal void Discard(string path)
    {
        if (!IsLeftAlone)
        {
            Drop(path);
        }
    }

    /// <summary>Keeps off whoever uses the cache, for a moment: they wait for it with their first look.</summary>
    /// <returns>Null where another process, or another part of this one, uses it.</returns>
    internal FileLock? TryExclude() => FileLock.TryTake(LockPath);

    public void Dispose()
    {
        held?.Dispose();
        Workplace.Dispose();
        Temporary.Dispose();
    }

    private string LockPath => Path.Combine(Root, "lock");

    private string TemporaryPath => Path.Combine(Root, "tmp");

    /// <summary>From the first look at it to the end, so that who prunes it knows that it is in use.</summary>
    private void Hold()
    {
        if (isHeld || IsLeftAlone)
        {
            return;
        }

        lock (gate)
        {
            if (isHeld || !Directory.Exists(Root))
            {
                return;
            }

            try
            {
                held = FileLock.Share(LockPath);
                TemporaryFolder.RemoveAbandonedIn(TemporaryPath);
            }
            catch (Exception fault) when (StorageFaults.IsFault(fault))
            {
                // A cache that cannot be written to. Whoever prunes it knows nothing of this one, which makes again what it misses.
            }

            isHeld = true;
        }
    }

    /// <returns>False where the file has just been evicted.</returns>
    private static bool Touch(string path, DateTimeOffset now)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, now.UtcDateTime);
            return true;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            // It may be another user's: then its age is all that is wrong.
            return fault is not (FileNotFoundException or DirectoryNotFoundException);
        }
    }
}
