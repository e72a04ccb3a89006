namespace OpenLinux.Oci.Naming;

/// <summary>Docker Hub answers under other names than it is called by; these are in Docker's client and in people's configurations.</summary>
public static class DockerHub
{
    public const string Host = "docker.io";

    public const string OldHost = "index.docker.io";

    /// <summary>Where the registry itself listens.</summary>
    public const string ApiHost = "registry-1.docker.io";

    /// <summary>What its credentials are kept under.</summary>
    public const string CredentialKey = "https://index.docker.io/v1/";
}
