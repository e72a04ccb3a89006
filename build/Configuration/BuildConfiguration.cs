namespace OpenLinux.Configuration;

/// <summary>Everything under <c>config/</c>, with the command line's overrides applied.</summary>
/// <param name="Version">The distribution's version, e.g. "1.0.0-alpha"; becomes part of file names and tags.</param>
/// <param name="Epoch">Modification time of every file in the rootfs, in seconds since 1970-01-01 UTC; <c>SOURCE_DATE_EPOCH</c> overrides it.</param>
/// <param name="Components">Names of folders under <c>src/lib</c> and <c>src/bin</c>, in build order.</param>
/// <param name="Architectures">By name ("x86_64"), one for each file in <c>config/arch</c>.</param>
public sealed record BuildConfiguration(
    string Version,
    long Epoch,
    IReadOnlyList<string> Components,
    ToolchainConfiguration Toolchain,
    IReadOnlyDictionary<string, ArchitectureConfiguration> Architectures,
    RootfsConfiguration Rootfs,
    ImageConfiguration Image,
    PapersConfiguration Papers,
    VettingConfiguration Vetting);
