using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpenLinux.Common.Errors;

namespace OpenLinux.Machine.Daemon;

/// <summary>Resolves the endpoint as the Docker client does: DOCKER_HOST, DOCKER_CONTEXT, the current context of its configuration, the default.</summary>
public static class DockerEndpoints
{
    private const string DefaultContext = "default";

    /// <exception cref="BuildException"><c>OL209</c>: the address is none, or the client's configuration cannot be read, or names a context that is not there.</exception>
    public static DockerEndpoint Resolve(MachineFacts machine)
    {
        if (machine.Variable("DOCKER_HOST") is { } host)
        {
            if (!DockerEndpoint.IsAddress(host))
            {
                throw Unreadable(
                    $"DOCKER_HOST={host}", "it is no address of a daemon", "unset DOCKER_HOST, or set it to unix:///PATH, tcp://HOST:PORT or ssh://USER@HOST");
            }

            return new DockerEndpoint(host, "DOCKER_HOST", machine.Variable("DOCKER_TLS_VERIFY") is not null || machine.Variable("DOCKER_TLS") is not null);
        }

        var folder = ConfigurationFolder(machine);
        var context = machine.Variable("DOCKER_CONTEXT") ?? CurrentContext(folder);
        return context is null or DefaultContext ? Default(machine) : OfContext(folder, context);
    }

    private static DockerEndpoint Default(MachineFacts machine) => machine.Family == OperatingSystemFamily.Windows
        ? new DockerEndpoint("npipe:////./pipe/docker_engine", "the default")
        : new DockerEndpoint($"unix://{DockerEndpoint.DefaultSocket}", "the default");

    private static string? ConfigurationFolder(MachineFacts machine)
    {
        if (machine.Variable("DOCKER_CONFIG") is { } folder)
        {
            return folder;
        }

        var home = machine.Variable(machine.Family == OperatingSystemFamily.Windows ? "USERPROFILE" : "HOME");
        return home is null ? null : Path.Join(home, ".docker");
    }

    private static string? CurrentContext(string? folder)
    {
        var file = Path.Join(folder, "config.json");
        if (folder is null || !File.Exists(file))
        {
            return null;
        }

        using var configuration = Read(file);
        return configuration.RootElement.TryGetProperty("currentContext", out var context) && context.GetString() is { Length: > 0 } name ? name : null;
    }

    private static DockerEndpoint OfContext(string? folder, string context)
    {
        // The client's context store names the folder by the SHA-256 of the context's name.
        var file = Path.Join(folder, "contexts", "meta", FolderOf(context), "meta.json");
        if (folder is null || !File.Exists(file))
        {
            throw Unreadable(context, $"there is no context of that name ({file})", "docker context ls; docker context use default");
        }

        using var meta = Read(file);
        if (meta.RootElement.TryGetProperty("Endpoints", out var endpoints)
            && endpoints.TryGetProperty("docker", out var docker)
            && docker.TryGetProperty("Host", out var host)
            && host.GetString() is { Length: > 0 } url)
        {
            var tls = Directory.Exists(Path.Join(folder, "contexts", "tls", FolderOf(context)));
            return new DockerEndpoint(url, $"the context {context}", tls);
        }

        throw Unreadable(context, $"{file} names no Docker host", "docker context inspect; docker context use default");
    }

    private static JsonDocument Read(string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(file));
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, exception.Message, "correct or remove the file, or set DOCKER_HOST");
        }
    }

    private static BuildException Unreadable(string subject, string cause, string fix) =>
        new(MachineErrors.DockerEndpointUnreadable, subject, cause, fix);

    /// <summary>Docker keeps a context below the SHA-256 of its name (docker/cli, cli/context/store).</summary>
    private static string FolderOf(string context) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context)));
}
