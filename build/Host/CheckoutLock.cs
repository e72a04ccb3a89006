using OpenLinux.Engine.Reporting;

namespace OpenLinux.Host;

/// <summary>
/// Lets one build of a checkout write at a time. The operating system drops the lock (flock, by <see cref="FileShare.None"/>)
/// when its holder ends, however it ends.
/// </summary>
public sealed class CheckoutLock : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private readonly FileStream file;

    private CheckoutLock(FileStream file) => this.file = file;

    /// <summary>Waits, saying for what, until no other build of this checkout runs.</summary>
    /// <param name="holder">What to tell those who will wait for us, such as our targets.</param>
    public static async Task<CheckoutLock> AcquireAsync(
        string path, string holder, IBuildReporter reporter, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
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
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    private static string HolderPath(string path) => path + ".holder";

    private static string HolderOf(string path) =>
        File.Exists(HolderPath(path)) ? File.ReadAllText(HolderPath(path)) : "it is just starting";
}
