using Cake.Docker;

namespace OpenLinux.Docker.Client;

/// <summary>Options of <c>docker import</c>.</summary>
public sealed class DockerImageImportSettings : AutoToolSettings
{
    /// <summary>Dockerfile instructions to apply, e.g. <c>CMD ["/bin/sh"]</c>.</summary>
    public string[] Change { get; set; } = [];

    /// <summary>The commit message.</summary>
    public string Message { get; set; } = "";

    /// <summary>As in <c>linux/arm64</c>; without it, the daemon's own.</summary>
    public string Platform { get; set; } = "";
}
