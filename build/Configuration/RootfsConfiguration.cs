using OpenLinux.Configuration.Keys;

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
    IReadOnlyDictionary<string, int> Directories)
{
    public static RootfsConfiguration Default { get; } = new(false, false, [], new Dictionary<string, int>());

    public static KeyTable<RootfsConfiguration> Keys { get; } = new KeyTable<RootfsConfiguration>()
        .Add(
            Key.Switch("rootfs.development", "whether headers and static libraries go into the image", "false"),
            (rootfs, development) => rootfs with { Development = development })
        .Add(
            Key.Switch("rootfs.sbom", "whether the SBOMs go into the image, as /usr/share/sbom", "false"),
            (rootfs, sbom) => rootfs with { Sbom = sbom })
        .Add(
            Key.Set("rootfs.required", "files without which the image is refused", "[\"/bin/sh\", \"/etc/passwd\"]", TextRules.AbsolutePath),
            (rootfs, required) => rootfs with { Required = required })
        .Add(
            Key.Modes("rootfs.directories", "directories to make, with their modes", "{ \"/tmp\" = 0o1777 }"),
            (rootfs, directories) => rootfs with { Directories = directories });
}
