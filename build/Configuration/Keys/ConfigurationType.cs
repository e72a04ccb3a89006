namespace OpenLinux.Configuration.Keys;

/// <summary>What a key holds.</summary>
public enum ConfigurationType
{
    Text,
    Number,
    Switch,

    /// <summary>Strings in order.</summary>
    List,

    /// <summary>Names to strings.</summary>
    Map,

    /// <summary>Absolute paths to octal file modes.</summary>
    Modes,

    /// <summary>Names to numbers.</summary>
    Sizes,

    /// <summary>An array of tables, <c>[[key]]</c>.</summary>
    Tables,
}
