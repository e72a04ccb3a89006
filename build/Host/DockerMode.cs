namespace OpenLinux.Host;

/// <summary>How the tarball becomes an image.</summary>
public enum DockerMode
{
    /// <summary><c>docker import</c>.</summary>
    Import,

    /// <summary><c>docker build</c> from the Dockerfile.</summary>
    Build,

    /// <summary><c>docker load</c> of the OCI image that we write, whose ID is the same everywhere.</summary>
    Load,
}
