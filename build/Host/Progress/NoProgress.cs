namespace OpenLinux.Host.Progress;

/// <summary>Shows nothing.</summary>
internal sealed class NoProgress : IRunWatcher
{
    public void Dispose()
    {
    }
}
