namespace OpenLinux.Userland.Sources;

/// <summary>A transfer broke in a way that may pass: worth another try.</summary>
/// <param name="pause">How long the server asks to be left alone, or null.</param>
internal sealed class TransferException(string reason, TimeSpan? pause = null, Exception? inner = null) : Exception(reason, inner)
{
    public TimeSpan? Pause { get; } = pause;
}
