namespace OpenLinux.Configuration.Keys;

/// <summary>One key of a configuration file: its option, its check, its line in the help and its place in the schema.</summary>
/// <param name="Path">Dotted path from the file's root: "image.repository".</param>
/// <param name="Description">One line for people.</param>
/// <param name="Example">A value as TOML: <c>["/bin/sh"]</c>.</param>
public sealed record ConfigurationKey(string Path, ConfigurationType Type, string Description, string Example)
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
        ConfigurationType.Switch => "true or false",
        ConfigurationType.List => "an array of strings",
        ConfigurationType.Map => "a table of strings",
        ConfigurationType.Modes => "a table of octal modes",
        ConfigurationType.Sizes => "a table of numbers",
        _ => "an array of tables",
    };
}
