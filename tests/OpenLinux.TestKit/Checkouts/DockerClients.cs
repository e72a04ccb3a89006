namespace OpenLinux.TestKit.Checkouts;

/// <summary>The Docker clients of this machine. Which builder one drives depends on its age and its plugins.</summary>
internal static class DockerClients
{
    /// <summary>Folders of the PATH, each with a client of its own.</summary>
    public static IEnumerable<string> Folders => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .Where(folder => File.Exists(Path.Combine(folder, "docker")))
        .DistinctBy(folder => Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder);

    /// <summary>An environment in which that client is the one, and nobody asks for a builder.</summary>
    public static Dictionary<string, string?> First(string folder) => new()
    {
        ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}",
        ["DOCKER_BUILDKIT"] = null,
    };

    public static async Task<bool> DrivesBuildKitAsync(string folder)
    {
        var context = Directory.CreateTempSubdirectory("openlinux-buildkit-").FullName;
        await File.WriteAllTextAsync(Path.Combine(context, "Dockerfile"), "FROM scratch\nLABEL org.example=openlinux-test\n");
        var result = await Command.RunAsync(
            Path.Combine(folder, "docker"), ["build", "-q", context], "/", new Dictionary<string, string?> { ["DOCKER_BUILDKIT"] = "1" });
        Directory.Delete(context, recursive: true);
        if (result.ExitCode == 0)
        {
            await Command.OutputAsync("docker", ["rmi", result.Stdout.Trim()]);
        }

        return result.ExitCode == 0;
    }
}
