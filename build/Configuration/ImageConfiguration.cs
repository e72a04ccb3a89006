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
    string Shell);
