using OpenLinux.Engine.Diagnostics;
using OpenLinux.Engine.Reporting;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Host;

/// <summary>
/// Lets one build of a checkout write at a time. The operating system drops the lock (flock, by <see cref="FileShare.None"/>)
/// when its holder ends, however it ends.
/// </summary>
public sealed class CheckoutLock : IDisposable
{
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private readonly FileStream file;

    private CheckoutLock(FileStream file) => this.file = file;

    /// <summary>Waits, saying for what, until no other build of this checkout runs.</summary>
    /// <param name="holder">What to tell those who will wait for us, such as our targets.</param>
    /// <exception cref="BuildException">This user, or nobody, can write there (<c>OL005</c>).</exception>
    public static async Task<CheckoutLock> AcquireAsync(
        string path, string holder, IBuildReporter reporter, CancellationToken cancellation)
    {
        for (var waiting = false; ; waiting = true)
        {
            if (TryOpen(path) is { } file)
            {
                await File.WriteAllTextAsync(HolderPath(path), $"{holder} (process {Environment.ProcessId})", cancellation);
                return new CheckoutLock(file);
            }

            if (!waiting)
            {
                reporter.Information($"Waiting for another build of this checkout: {HolderOf(path)}");
            }

            await Task.Delay(Poll, cancellation);
        }
    }

    public void Dispose() => file.Dispose();

    private static FileStream? TryOpen(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (fault.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            return null;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault) && !StorageFaults.IsDiskFull(fault))
        {
            throw new BuildException(
                EntryPointErrors.CheckoutUnwritable,
                Path.GetDirectoryName(path)!,
                fault.Message,
                $"run as its owner, or: sudo chown -R \"$(id -u)\" {Path.GetDirectoryName(path)}",
                fault);
        }
    }

    private static string HolderPath(string path) => path + ".holder";

    private static string HolderOf(string path) =>
        File.Exists(HolderPath(path)) ? File.ReadAllText(HolderPath(path)) : "it is just starting";
}
