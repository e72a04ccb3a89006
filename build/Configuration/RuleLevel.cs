namespace OpenLinux.Configuration;

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
