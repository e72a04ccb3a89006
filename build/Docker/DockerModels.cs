using OpenLinux.Oci;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Docker;

/// <summary><c>docker image inspect</c>, the part we compare.</summary>
/// <param name="References">"repository:tag", each.</param>
/// <param name="LayerDiffIds">Lowest layer first.</param>
public sealed record DockerImage(
    OciDigest Id,
    IReadOnlyList<string> References,
    string Os,
    string Architecture,
    IReadOnlyList<OciDigest> LayerDiffIds,
    ImageConfig Config,
    long SizeBytes)
{
    /// <summary>"repository@sha256:…", each: what a registry knows it by.</summary>
    public IReadOnlyList<string> Digests { get; init; } = [];

    /// <summary>Whether nothing but its ID finds it.</summary>
    public bool IsNameless => References.Count == 0 && Digests.Count == 0;

    /// <param name="platform">As in <c>linux/arm64</c>; "linux/arm64/v8" is a "linux/arm64".</param>
    public bool IsFor(string platform) => $"{platform}/".StartsWith($"{Os}/{Architecture}/", StringComparison.Ordinal);
}

/// <param name="Changes">Dockerfile instructions, e.g. <c>CMD ["/bin/sh"]</c>, for <c>--change</c>.</param>
public sealed record DockerImport(string Tarball, string Platform, IReadOnlyList<string> Changes);

/// <param name="Context">The build context's folder.</param>
/// <param name="Dockerfile">Its path.</param>
public sealed record DockerBuild(
    string Context,
    string Dockerfile,
    string Platform,
    IReadOnlyDictionary<string, string> BuildArguments)
{
    /// <summary>When the image was made, in seconds since 1970-01-01 UTC; null for now. BuildKit alone can be told, from 0.11.</summary>
    public long? SourceDateEpoch { get; init; }
}

/// <param name="Mounts">Bind mounts as <c>-v</c> takes them: "/host:/container[:ro]".</param>
/// <param name="Network">"none" for a container that needs no network, or null for Docker's default.</param>
/// <param name="Interactive">Keep standard input open, and give it a terminal where this process has one.</param>
public sealed record DockerRun(
    string Image,
    string Platform,
    IReadOnlyList<string> Command,
    IReadOnlyList<string> Mounts,
    IReadOnlyDictionary<string, string> Env,
    string? Entrypoint = null,
    bool Interactive = false,
    string? Network = null);

public sealed record DockerRunResult(int ExitCode, string Stdout, string Stderr);

/// <param name="Created">As Docker prints it, e.g. "2 minutes ago".</param>
/// <param name="Size">As Docker prints it, e.g. "1.3MB".</param>
public sealed record DockerImageRow(string Reference, OciDigest Id, string Created, string Size);
