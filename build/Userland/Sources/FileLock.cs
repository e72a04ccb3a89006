namespace OpenLinux.Userland.Sources;

/// <summary>Keeps other builds, in this process and in others, off a file. The kernel frees it however this process ends.</summary>
internal static class FileLock
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <param name="onWait">Called once where somebody else holds the lock.</param>
    public static async Task<IDisposable> AcquireAsync(string path, Action onWait, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var waited = false;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (File.Exists(path))
            {
                if (!waited)
                {
                    onWait();
                    waited = true;
                }

                await Task.Delay(PollInterval, cancellation);
            }
        }
    }
}
