namespace OpenLinux.Registry;

/// <summary>Where Docker keeps what concerns registries (docker(1), "Configuration files"; Docker documentation, "Verify repository client with certificates").</summary>
internal static class DockerFolders
{
    /// <returns>The folder of <c>config.json</c>, or null where this user has no home.</returns>
    public static string? Configuration(IReadOnlyDictionary<string, string> variables) =>
        variables.GetValueOrDefault("DOCKER_CONFIG") is { Length: > 0 } folder ? folder
        : Home(variables) is { } home ? Path.Join(home, ".docker")
        : null;

    /// <returns>The system's folder, and that of a daemon which runs without root.</returns>
    public static IReadOnlyList<string> Certificates(IReadOnlyDictionary<string, string> variables)
    {
        if (OperatingSystem.IsWindows())
        {
            return variables.GetValueOrDefault("ProgramData") is { Length: > 0 } data ? [Path.Join(data, "docker", "certs.d")] : [];
        }

        return Home(variables) is { } home ? ["/etc/docker/certs.d", Path.Join(home, ".config/docker/certs.d")] : ["/etc/docker/certs.d"];
    }

    private static string? Home(IReadOnlyDictionary<string, string> variables) =>
        variables.GetValueOrDefault(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") is { Length: > 0 } home ? home : null;
}
