namespace OpenLinux.Configuration;

/// <summary>What of the sysroot goes into the root filesystem, and what must be there.</summary>
/// <param name="Development">Whether headers and static libraries go in as well.</param>
/// <param name="Sbom">Whether the SBOMs go in as well.</param>
/// <param name="Required">Absolute paths that must exist, e.g. "/etc/passwd".</param>
/// <param name="Directories">Directories to make, by absolute path, with their Unix mode: "/tmp" = 0o1777.</param>
public sealed record RootfsConfiguration(
    bool Development,
    bool Sbom,
    IReadOnlyList<string> Required,
    IReadOnlyDictionary<string, int> Directories);
