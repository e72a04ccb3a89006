namespace OpenLinux.TestKit.Http;

/// <summary>How a server of blobs can go wrong.</summary>
public enum Fault
{
    None,

    /// <summary>Half of the body, and then the end of the connection.</summary>
    Cuts,

    /// <summary>The whole of another body of that size.</summary>
    OtherBytes,

    /// <summary>A body that is shorter, and says so.</summary>
    Shorter,

    /// <summary>A body that is longer, and says so.</summary>
    Longer,

    /// <summary>No answer, ever.</summary>
    Hangs,

    /// <summary>Status 500.</summary>
    Fails,

    /// <summary>Status 429 with Retry-After.</summary>
    Limits,

    /// <summary>Status 401.</summary>
    Refuses,

    /// <summary>Status 507 for what is sent to it.</summary>
    IsFull,

    /// <summary>Status 404 for blobs, whatever it said of them.</summary>
    Loses,
}
