using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Configuration;

/// <summary>What can be wrong with a configuration file, a recipe, or an option that overrides a key of one.</summary>
public static class ConfigurationErrors
{
    public static readonly ErrorCode Several = new("OL100", "the configuration has several errors");
    public static readonly ErrorCode FileMissing = new("OL101", "a configuration file is missing");
    public static readonly ErrorCode Syntax = new("OL102", "a configuration file is not valid TOML");
    public static readonly ErrorCode UnknownKey = new("OL103", "unknown configuration key");
    public static readonly ErrorCode MissingKey = new("OL104", "a configuration key is missing");
    public static readonly ErrorCode WrongType = new("OL105", "a configuration value has the wrong type");
    public static readonly ErrorCode FileUnreadable = new("OL107", "a configuration file cannot be read");
    public static readonly ErrorCode BadValue = new("OL106", "a configuration value cannot be used");
}
