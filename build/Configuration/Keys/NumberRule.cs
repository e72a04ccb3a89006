namespace OpenLinux.Configuration.Keys;

/// <summary>Which numbers a key takes, both ends included.</summary>
/// <param name="Expected">For messages: "seconds since 1970".</param>
/// <param name="Step">Only multiples of it are allowed.</param>
public sealed record NumberRule(string Expected, long Minimum, long Maximum, long Step = 1)
{
    public bool Accepts(long value) => value >= Minimum && value <= Maximum && value % Step == 0;
}
