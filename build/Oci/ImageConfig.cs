namespace OpenLinux.Oci;

/// <summary>How containers of an image start (OCI Image Specification, config.md, "config"): the part of it that this build sets.</summary>
/// <param name="User">"" is root.</param>
/// <param name="Workdir">"" is "/".</param>
public sealed record ImageConfig(
    IReadOnlyList<string> Entrypoint,
    IReadOnlyList<string> Cmd,
    IReadOnlyDictionary<string, string> Env,
    IReadOnlyDictionary<string, string> Labels,
    string User,
    string Workdir);
