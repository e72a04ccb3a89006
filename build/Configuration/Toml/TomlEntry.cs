namespace OpenLinux.Configuration.Toml;

/// <param name="Origin">Where the key stands.</param>
public sealed record TomlEntry(string Key, TomlNode Value, Origin Origin);
