namespace Cake.Docker;

/// <summary>A custom command brings its own options.</summary>
public sealed class DockerCustomCommandSettings : AutoToolSettings;
