using OpenLinux.Configuration.Keys;

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
    VettingConfiguration Vetting)
{
    /// <summary>The latest time a tar header can hold: eleven octal digits (POSIX pax, ustar mtime).</summary>
    private const long LatestEpoch = 8_589_934_591;

    /// <summary>Those above the first section; the sections have their own.</summary>
    public static KeyTable<BuildConfiguration> Keys { get; } = new KeyTable<BuildConfiguration>()
        .Add(
            Key.Text("version", "the distribution's version", "\"1.0.0-alpha\"", TextRules.Version) with { Alias = "version", IsRequired = true },
            (build, version) => build with { Version = version })
        .Add(
            Key.Number(
                "epoch",
                "modification time of every file in the image, in seconds since 1970-01-01 UTC",
                "0",
                new NumberRule($"whole seconds since 1970-01-01 UTC, 0 to {LatestEpoch}", 0, LatestEpoch)) with
            {
                Alias = "epoch",
            },
            (build, epoch) => build with { Epoch = epoch })
        .Add(
            Key.Set("components", "what is built, in order: folders of src/lib and src/bin", "[\"musl\", \"busybox\", \"init\"]", TextRules.ComponentName) with
            {
                Alias = "components",
                IsRequired = true,
            },
            (build, components) => build with { Components = components });

    public RemoteConfiguration Remote { get; init; } = RemoteConfiguration.Default;

    public RemoteExecutionConfiguration RemoteExecution { get; init; } = RemoteExecutionConfiguration.Default;
    public SandboxConfiguration Sandbox { get; init; } = SandboxConfiguration.Default;

    /// <summary><c>SOURCE_DATE_EPOCH</c>, in seconds since 1970-01-01 UTC; null where the environment does not give it.</summary>
    public long? SourceDateEpoch { get; init; }
}
