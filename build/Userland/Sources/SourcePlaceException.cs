namespace OpenLinux.Userland.Sources;

/// <summary>One place did not give the archive; another may. Never reaches users by itself: the fetcher collects the reasons.</summary>
internal sealed class SourcePlaceException(string reason, bool isWrongContent = false, Exception? inner = null)
    : Exception(reason, inner)
{
    /// <summary>The place gave something, but not what is pinned.</summary>
    public bool IsWrongContent { get; } = isWrongContent;
}
