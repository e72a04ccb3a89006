namespace OpenLinux.Common.Processes;

/// <summary>Counts what failed in a row and may pass, and says how long to leave it alone: ever longer, and no longer than <paramref name="longestPause"/>.</summary>
/// <param name="attempts">Tries without progress before it is given up.</param>
/// <param name="firstPause">The pause before the second try; doubled before each further one.</param>
public sealed class Retries(int attempts, TimeSpan firstPause, TimeSpan longestPause)
{
    public int Failures { get; private set; }

    /// <summary>Something moved on: the count starts again.</summary>
    public void Progressed() => Failures = 0;

    /// <param name="asked">How long the other side asks to be left alone, or null.</param>
    /// <returns>The pause before the next try; null where there have been enough.</returns>
    public TimeSpan? Failed(TimeSpan? asked)
    {
        Failures++;
        var pause = asked ?? firstPause * Math.Pow(2, Failures - 1);
        return Failures >= attempts ? null : pause < longestPause ? pause : longestPause;
    }
}
