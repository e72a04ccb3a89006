using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Common.Reporting;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Checkouts;

/// <summary>Lets one build of a checkout write at a time.</summary>
internal static class CheckoutLock
{
    /// <summary>Waits, saying for what, until no other build of this checkout runs.</summary>
    /// <param name="holder">What to tell those who will wait for us, such as our targets.</param>
    /// <exception cref="BuildException">This user, or nobody, can write there (<c>OL005</c>).</exception>
    public static async Task<FileLock> TakeAsync(string path, string holder, IReporter reporter, CancellationToken cancellation)
    {
        var note = path + ".holder";
        try
        {
            var taken = await FileLock.TakeAsync(
                path, () => reporter.Information($"Waiting for another build of this checkout: {HolderIn(note)}"), cancellation);
            await File.WriteAllTextAsync(note, $"{holder} (process {Environment.ProcessId})", cancellation);
            return taken;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            var folder = Path.GetDirectoryName(path)!;
            throw StorageFaults.Exhausted(fault, folder) ?? new BuildException(
                EntryPointErrors.CheckoutUnwritable, folder, fault.Message, $"run as its owner, or: sudo chown -R \"$(id -u)\" {folder}", fault);
        }
    }

    private static string HolderIn(string note) => File.Exists(note) ? File.ReadAllText(note) : "it is just starting";
}
