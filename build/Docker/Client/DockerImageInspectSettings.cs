using Cake.Docker;

namespace OpenLinux.Docker.Client;

/// <summary>Options of <c>docker image inspect</c>.</summary>
public sealed class DockerImageInspectSettings : AutoToolSettings
{
    /// <summary>A Go template; without it, JSON.</summary>
    public string Format { get; set; } = "";
}
