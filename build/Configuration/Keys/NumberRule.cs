namespace OpenLinux.Configuration.Keys;

/// <summary>Which numbers a key takes, both ends included.</summary>
/// <param name="Expected">For messages: "seconds since 1970".</param>
/// <param name="Choices">The only ones allowed; empty for all in range.</param>
public sealed record NumberRule(string Expected, long Minimum, long Maximum, params IReadOnlyList<long> Choices)
{
    public bool Accepts(long value) =>
        value >= Minimum && value <= Maximum && (Choices.Count == 0 || Choices.Contains(value));
}
