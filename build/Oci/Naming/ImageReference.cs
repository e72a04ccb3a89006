using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using OpenLinux.Common.Errors;

namespace OpenLinux.Oci.Naming;

/// <summary>
/// An image's name, <c>[host[:port]/]path[:tag][@digest]</c>, with Docker's short forms for Docker Hub
/// (https://github.com/distribution/reference, <c>normalize.go</c>). Two spellings of one name are equal; which it was, <see cref="ToString"/> keeps.
/// </summary>
public sealed record ImageReference
{
    /// <summary>What <see cref="IsRepository"/> accepts, and a little more: a pattern cannot count.</summary>
    public const string RepositoryPattern = ReferenceGrammar.RepositoryPattern;

    private const string OfficialImages = "library/";
    private const int LongestRepository = 255;

    /// <param name="host">The registry, with its port where it has one; "docker.io" for Docker Hub.</param>
    /// <param name="path">The repository on that registry.</param>
    public ImageReference(string host, string path)
        : this(host, path, $"{host}/{path}")
    {
    }

    private ImageReference(string host, string path, string name) => (Host, Path, Name) = (host, path, name);

    /// <summary>The registry, with its port where one was given; <c>docker.io</c> for Docker Hub.</summary>
    public string Host { get; }

    /// <summary>The repository on that registry, the distribution specification's <c>&lt;name&gt;</c>.</summary>
    public string Path { get; }

    /// <summary>Registry and path as they were written.</summary>
    public string Name { get; }

    public string? Tag { get; init; }

    public OciDigest? Digest { get; init; }

    /// <summary>Whether a registry was written, by the name it has here.</summary>
    public bool NamesHost => Name.StartsWith($"{Host}/", StringComparison.Ordinal);

    /// <summary>The repository with its registry: <c>ghcr.io/me/openlinux</c>.</summary>
    public string Repository => $"{Host}/{Path}";

    /// <summary>In full, as containerd stores it: "docker.io/library/busybox:1".</summary>
    public string Qualified => Repository + Suffix;

    /// <summary>As Docker lists it, "busybox:1" ("familiar name").</summary>
    public string Familiar => (Host == DockerHub.Host ? FamiliarPath : Repository) + Suffix;

    private string FamiliarPath =>
        Path.StartsWith(OfficialImages, StringComparison.Ordinal) && !Path[OfficialImages.Length..].Contains('/', StringComparison.Ordinal)
            ? Path[OfficialImages.Length..]
            : Path;

    private string Suffix => (Tag is null ? "" : $":{Tag}") + (Digest is null ? "" : $"@{Digest}");

    /// <exception cref="BuildException"><c>OL610</c>.</exception>
    public static ImageReference Parse(string text) => TryParse(text, out var reference, out var reason) ? reference : throw Refusal(text, reason);

    /// <param name="reason">Why it is none.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ImageReference? reference, [NotNullWhen(false)] out string? reason)
    {
        var (named, digest) = SplitAt(text, text.IndexOf('@', StringComparison.Ordinal));
        var (name, tag) = SplitAt(named, named.IndexOf(':', named.LastIndexOf('/') + 1));
        var (host, path) = SplitHost(name);
        reason = ReferenceGrammar.IsImageId(name) ? $"'{name}' is what Docker takes for an image's ID"
            : ProblemWithRepository(host, path)
            ?? (tag is null || IsTag(tag) ? null : $"'{tag}' is no tag: letters, digits, '.', '_' and '-', at most 128")
            ?? (digest is null || OciDigest.TryParse(digest, out _) ? null : $"'{digest}' is no digest: sha256: and 64 lower-case hexadecimal digits");
        reference = reason is null
            ? new ImageReference(host, path, name) { Tag = tag, Digest = digest is null ? null : OciDigest.Parse(digest) }
            : null;
        return reference is not null;
    }

    /// <summary>Whether a text names a repository alone, without tag and digest.</summary>
    public static bool IsRepository(string text) => TryParse(text, out var reference, out _) && reference is { Tag: null, Digest: null };

    /// <summary>Whether a text is a repository's name on some registry: path components, parted by slashes.</summary>
    public static bool IsPath(string text) => ReferenceGrammar.IsPath(text);

    public static bool IsTag(string text) => ReferenceGrammar.IsTag(text);

    public static BuildException Refusal(string subject, string reason) => new(
        NamingErrors.InvalidReference,
        subject,
        reason,
        "write it as host[:port]/path[:tag], all but the tag in lower case: ghcr.io/me/openlinux:1.0");

    public ImageReference WithTag(string tag) => this with { Tag = tag, Digest = null };

    /// <summary>As it was written.</summary>
    public override string ToString() => Name + Suffix;

    public bool Equals(ImageReference? other) =>
        other is not null && (Host, Path, Tag, Digest) == (other.Host, other.Path, other.Tag, other.Digest);

    public override int GetHashCode() => HashCode.Combine(Host, Path, Tag, Digest);

    /// <summary>The first component is a host where it looks like one, as Docker's client decides (<c>splitDockerDomain</c>).</summary>
    private static (string Host, string Path) SplitHost(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        var isHost = first.AsSpan().ContainsAny('.', ':') || first == "localhost" || first.Any(char.IsAsciiLetterUpper);
        var (host, path) = isHost ? (first, name[(slash + 1)..]) : (DockerHub.Host, name);
        host = host == DockerHub.OldHost ? DockerHub.Host : host;
        return (host, host == DockerHub.Host && !path.Contains('/', StringComparison.Ordinal) ? OfficialImages + path : path);
    }

    private static string? ProblemWithRepository(string host, string path) =>
        !ReferenceGrammar.IsHost(host) || !HasUsablePort(host) ? $"'{host}' is no host with an optional port"
        : !IsPath(path) || host.Length + 1 + path.Length > LongestRepository
            ? $"'{path}' is no repository: lower-case letters, digits, '.', '_', '-' and '/', with the host at most {LongestRepository} characters"
        : null;

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
