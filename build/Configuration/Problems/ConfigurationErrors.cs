using OpenLinux.Common.Errors;

namespace OpenLinux.Configuration.Problems;

/// <summary>What can be wrong with a configuration file, a recipe, or an option that overrides a key of one.</summary>
public static class ConfigurationErrors
{
    public static readonly ErrorCode Several = new("OL100", "the configuration has several errors",
        "several of OL101 to OL106, all listed", "each has its own");

    public static readonly ErrorCode FileMissing = new("OL101", "a configuration file is missing",
        "a file of `config/` is gone", "`git checkout config`");

    public static readonly ErrorCode Syntax = new("OL102", "a configuration file is not valid TOML",
        "the line is named", "correct the syntax");

    public static readonly ErrorCode UnknownKey = new("OL103", "unknown configuration key",
        "misspelt; file, line and the nearest key are named", "use that");

    public static readonly ErrorCode MissingKey = new("OL104", "a configuration key is missing",
        "file and key are named", "add it");

    public static readonly ErrorCode WrongType = new("OL105", "a configuration value has the wrong type",
        "file, line, key and the expected type are named", "write it as the example");

    public static readonly ErrorCode FileUnreadable = new("OL107", "a configuration file cannot be read",
        "permissions of the file or a folder above it", "`chmod a+r`");

    public static readonly ErrorCode BadValue = new("OL106", "a configuration value cannot be used",
        "file, line, key and what is allowed are named", "write it as the example");
}
