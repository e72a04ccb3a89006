using OpenLinux.Configuration.Toml;

namespace OpenLinux.Configuration.Keys;

/// <summary>One key of a configuration file or recipe: its option, its check, its line in the help, the docs and the schema.</summary>
/// <param name="Path">Dotted path from the file's root: "image.repository".</param>
/// <param name="Description">One line for people.</param>
/// <param name="Example">A value as TOML: <c>["/bin/sh"]</c>.</param>
public abstract record ConfigurationKey(string Path, ConfigurationType Type, string Description, string Example)
{
    /// <summary>A short name for the command line: "tag" for "image.tags".</summary>
    public string? Alias { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>What a string, or each string of a list or map, must look like.</summary>
    public TextRule? Text { get; init; }

    public NumberRule? Number { get; init; }

    /// <summary>What each name of a map must look like.</summary>
    public TextRule? Name { get; init; }

    /// <summary>Whether a list may hold the same string twice.</summary>
    public bool AllowsDuplicates { get; init; } = true;

    /// <summary>The keys of each element of <see cref="ConfigurationType.Tables"/>.</summary>
    public KeyTable? Elements { get; init; }

    /// <summary>The type in words, for messages: "an array of strings".</summary>
    public string TypeInWords => Type switch
    {
        ConfigurationType.Text => "a string",
        ConfigurationType.Number => "a number",
        ConfigurationType.Mode => "an octal mode",
        ConfigurationType.Switch => "true or false",
        ConfigurationType.List => "an array of strings",
        ConfigurationType.Map => "a table of strings",
        ConfigurationType.Lists => "a table of arrays of strings",
        ConfigurationType.Modes => "a table of octal modes",
        ConfigurationType.Sizes => "a table of numbers",
        _ => "an array of tables",
    };
}

/// <summary>A key that knows how its value is read.</summary>
/// <param name="Read">Takes a value that has been checked.</param>
public sealed record ConfigurationKey<TValue>(
    string Path, ConfigurationType Type, string Description, string Example, Func<TomlNode, TValue> Read)
    : ConfigurationKey(Path, Type, Description, Example);

/// <summary>What a key holds.</summary>
public enum ConfigurationType
{
    Text,
    Number,

    /// <summary>An octal file mode.</summary>
    Mode,
    Switch,

    /// <summary>Strings in order.</summary>
    List,

    /// <summary>Names to strings.</summary>
    Map,

    /// <summary>Names to strings in order.</summary>
    Lists,

    /// <summary>Absolute paths to octal file modes.</summary>
    Modes,

    /// <summary>Names to numbers.</summary>
    Sizes,

    /// <summary>An array of tables, <c>[[key]]</c>.</summary>
    Tables,
}

/// <summary>Which numbers a key takes, both ends included.</summary>
/// <param name="Expected">For messages: "seconds since 1970".</param>
/// <param name="Step">Only multiples of it are allowed.</param>
public sealed record NumberRule(string Expected, long Minimum, long Maximum, long Step = 1)
{
    public bool Accepts(long value) => value >= Minimum && value <= Maximum && value % Step == 0;
}
