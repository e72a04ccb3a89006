namespace OpenLinux.Engine.Remote;

/// <summary>A remote cache gave no answer that could be used: never a reason for a build to fail.</summary>
/// <param name="message">What happened, without address and credentials, such as "status 503" or "no answer within 30 s".</param>
/// <param name="inner">What it was seen by, or null.</param>
public sealed class RemoteUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>When it asked to be asked again, or null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>That it refuses this kind of request for good: no right to it, or no room. Asking again is of no use.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>That it refuses this one request for good, such as a blob that is too large for it, and others perhaps not.</summary>
    public bool IsFinal { get; init; }
}
