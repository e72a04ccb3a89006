using OpenLinux.Archives;

namespace OpenLinux.Configuration;

/// <summary>The policy that a root filesystem is vetted by, <c>config/vetting.toml</c>.</summary>
/// <param name="Rules">The level of each rule, by its key: "bind_now".</param>
/// <param name="Setuid">Absolute paths of the files that may be setuid or setgid.</param>
/// <param name="WorldWritable">Absolute paths of the directories that anyone may write to, given the sticky bit.</param>
/// <param name="BuildPaths">What only a build machine's path looks like from where it begins; "{checkout}" and "{cache}" stand for this machine's own.</param>
/// <param name="Secrets">What only a secret looks like.</param>
/// <param name="Budget">By component, how many bytes its files may have in all.</param>
public sealed record VettingConfiguration(
    IReadOnlyDictionary<string, RuleLevel> Rules,
    IReadOnlyList<string> Setuid,
    IReadOnlyList<string> WorldWritable,
    IReadOnlyList<ContentPattern> BuildPaths,
    IReadOnlyList<ContentPattern> Secrets,
    IReadOnlyDictionary<string, long> Budget,
    ArchiveLimits Limits)
{
    /// <summary>By rule, the components whose files may break it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Allowed { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Every rule at its own level, and nothing allowed.</summary>
    public static VettingConfiguration Default { get; } = new(
        VettingKeys.Rules.ToDictionary(rule => rule.Name, rule => rule.Default, StringComparer.Ordinal),
        [], [], [], [], new Dictionary<string, long>(), ArchiveLimits.Default);
}

/// <summary>What comes of a finding under a rule of <c>config/vetting.toml</c>.</summary>
public enum RuleLevel
{
    /// <summary>The rule is not looked at.</summary>
    Off,

    /// <summary>It is told, and the image is made all the same.</summary>
    Warn,

    /// <summary>No image is made.</summary>
    Error,
}
