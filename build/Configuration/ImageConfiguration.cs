namespace OpenLinux.Configuration;

/// <summary>The image's name and its OCI configuration.</summary>
/// <param name="Repository">Without tag, e.g. "openlinux" or "ghcr.io/me/openlinux".</param>
/// <param name="Tags">Templates over {version} {arch} {commit} {timestamp}; the first names the image.</param>
/// <param name="Shell">The absolute path of the shell that must be there.</param>
public sealed record ImageConfiguration(
    string Repository,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Entrypoint,
    IReadOnlyList<string> Cmd,
    IReadOnlyDictionary<string, string> Env,
    IReadOnlyDictionary<string, string> Labels,
    string User,
    string Workdir,
    string Shell)
{
    /// <summary>Layers of the OCI image from below, each the components it holds, separated by blanks; the rest is the last. None: one layer for all.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>Of the OCI image's layers: "gzip" or "zstd".</summary>
    public string Compression { get; init; } = "gzip";
}
