using System.Globalization;

namespace OpenLinux.Common.Files;

/// <summary>Paths that nothing else uses, in a <see cref="TemporaryFolder"/> that is made on first use.</summary>
public sealed class TemporaryArea(Func<TemporaryFolder> open) : IDisposable
{
    private readonly Lock gate = new();
    private TemporaryFolder? folder;
    private long names;

    /// <summary>In a folder that exists; nothing is there yet.</summary>
    public string NewPath() => Folder().PathOf(Interlocked.Increment(ref names).ToString(CultureInfo.InvariantCulture));

    public void Dispose()
    {
        lock (gate)
        {
            folder?.Dispose();
            folder = null;
        }
    }

    private TemporaryFolder Folder()
    {
        if (Volatile.Read(ref folder) is { } existing)
        {
            return existing;
        }

        lock (gate)
        {
            return folder ??= open();
        }
    }
}
