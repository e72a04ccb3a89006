namespace OpenLinux.Configuration.Keys;

/// <param name="File">The kind of file the key belongs to.</param>
/// <param name="Architecture">Whose file, where <paramref name="File"/> is an architecture's.</param>
public sealed record ConfigurationOption(ConfigurationFile File, ConfigurationKey Key, string? Architecture = null);
