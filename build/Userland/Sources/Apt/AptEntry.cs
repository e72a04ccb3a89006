namespace OpenLinux.Userland.Sources.Apt;

/// <summary>One entry of apt's sources (sources.list(5)), in either of its formats.</summary>
/// <param name="SignedBy">Verbatim, as it may be a path, fingerprints or a whole key over several lines; null where absent.</param>
/// <param name="Trusted">Verbatim "yes" or "no"; null where absent.</param>
public sealed record AptEntry(
    IReadOnlyList<string> Uris,
    IReadOnlyList<string> Suites,
    IReadOnlyList<string> Components,
    string? SignedBy,
    string? Trusted);
