using System.Globalization;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Registry;

/// <summary>Where content stands in a registry: <c>host[:port]/path[:tag][@digest]</c>, with Docker's short forms for Docker Hub.</summary>
/// <param name="Host">The registry, with its port where one was given; <c>docker.io</c> for Docker Hub.</param>
/// <param name="Path">The repository on that registry, the specification's <c>&lt;name&gt;</c>.</param>
public sealed record RegistryReference(string Host, string Path, string? Tag = null, OciDigest? Digest = null)
{
    private const int LongestRepository = 255;

    /// <exception cref="BuildException"><c>OL610</c>.</exception>
    public static RegistryReference Parse(string text)
    {
        var (name, digest) = SplitAt(text, text.IndexOf('@', StringComparison.Ordinal));
        var (repository, tag) = SplitAt(name, name.IndexOf(':', name.LastIndexOf('/') + 1));
        var (host, path) = SplitHost(repository);
        var problem = ProblemWith(host, path, tag, digest);
        return problem is null ? new RegistryReference(host, path, tag, digest is null ? null : OciDigest.Parse(digest)) : throw Invalid(text, problem);
    }

    /// <summary>The repository with its registry: <c>ghcr.io/me/openlinux</c>.</summary>
    public string Repository => $"{Host}/{Path}";

    public override string ToString() =>
        Repository + (Tag is null ? "" : $":{Tag}") + (Digest is null ? "" : $"@{Digest}");

    internal static BuildException Invalid(string subject, string cause) => new(
        RegistryErrors.InvalidReference,
        subject,
        cause,
        "write it as host[:port]/path[:tag], all but the tag in lower case: ghcr.io/me/openlinux:1.0");

    /// <summary>The first component is a host where it looks like one, as Docker's client decides (reference, <c>splitDockerDomain</c>).</summary>
    private static (string Host, string Path) SplitHost(string repository)
    {
        var slash = repository.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : repository[..slash];
        var isHost = first.AsSpan().ContainsAny('.', ':') || first == "localhost" || first.Any(char.IsAsciiLetterUpper);
        var (host, path) = isHost ? (first, repository[(slash + 1)..]) : (DockerHub.Host, repository);
        if (host == DockerHub.OldHost)
        {
            host = DockerHub.Host;
        }

        return (host, host == DockerHub.Host && !path.Contains('/', StringComparison.Ordinal) ? $"{DockerHub.OfficialPath}/{path}" : path);
    }

    private static string? ProblemWith(string host, string path, string? tag, string? digest)
    {
        if (!ReferenceGrammar.IsHost(host) || !HasUsablePort(host))
        {
            return $"'{host}' is no host with an optional port";
        }

        if (!ReferenceGrammar.IsPath(path) || host.Length + 1 + path.Length > LongestRepository)
        {
            return $"'{path}' is no repository: lower-case letters, digits, '.', '_', '-' and '/', with the host at most {LongestRepository} characters";
        }

        if (tag is not null && !ReferenceGrammar.IsTag(tag))
        {
            return $"'{tag}' is no tag: letters, digits, '.', '_' and '-', at most 128";
        }

        return digest is null || OciDigest.TryParse(digest, out _) ? null : $"'{digest}' is no digest: sha256: and 64 lower-case hexadecimal digits";
    }

    private static bool HasUsablePort(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon < 0
            || host.EndsWith(']')
            || (ushort.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0);
    }

    private static (string Before, string? After) SplitAt(string text, int separator) =>
        separator < 0 ? (text, null) : (text[..separator], text[(separator + 1)..]);
}
