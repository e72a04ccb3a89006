namespace OpenLinux.Engine.Remote;

/// <summary>A remote cache, and what this build may do with it.</summary>
public sealed record RemoteAccess(IRemoteCache Cache)
{
    /// <summary>Whether its results count.</summary>
    public bool Reads { get; init; } = true;

    /// <summary>Whether results go to it; asked once, when there is a first one.</summary>
    public Func<bool> Writes { get; init; } = static () => true;

    public RemotePatience Patience { get; init; } = new();
}

/// <summary>What a remote cache may cost before the build goes on without it.</summary>
public sealed record RemotePatience
{
    /// <summary>How long it may neither answer nor move a byte.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes a second that a blob must move at on the whole, beyond the time for an answer.</summary>
    public long SlowestBytes { get; init; } = 64 * 1024;

    /// <summary>Tries at one request.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Before the second try; doubled before each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>No pause is longer, whatever it asks for.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long nothing but failures may come, and how many of them at least, before it is off for this build.</summary>
    public TimeSpan Failing { get; init; } = TimeSpan.FromSeconds(3);

    /// <inheritdoc cref="Failing"/>
    public int Failures { get; init; } = 4;

    /// <summary>Answers without a blob that take longer than this are slow.</summary>
    public TimeSpan Slow { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long slow answers may be waited for in all.</summary>
    public TimeSpan SlowInAll { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often it may give other bytes than those that were asked for.</summary>
    public int Lies { get; init; } = 3;

    /// <summary>How long a build that is done waits for its uploads.</summary>
    public TimeSpan Ending { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Results that are uploaded at a time.</summary>
    public int Uploads { get; init; } = 4;

    /// <summary>Blobs that are downloaded at a time.</summary>
    public int Downloads { get; init; } = 16;
}
