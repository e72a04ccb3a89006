using System.Globalization;
using OpenLinux.Archives;
using OpenLinux.Configuration;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>What a rootfs tarball must fulfil.</summary>
/// <param name="Architecture">Programs must be for it; every supported one is little-endian.</param>
/// <param name="Shell">An absolute path.</param>
/// <param name="Required">Absolute paths that must exist.</param>
/// <param name="SearchPath">The directories of the image's PATH.</param>
/// <param name="Workdir">Where relative programs are looked up; "" is "/".</param>
/// <param name="Vetting">The rules with a level.</param>
/// <param name="Places">Where this machine builds.</param>
public sealed record InspectionPolicy(
    ArchitectureConfiguration Architecture,
    string Shell,
    IReadOnlyList<string> Required,
    IReadOnlyList<string> SearchPath,
    IReadOnlyList<string> Entrypoint,
    IReadOnlyList<string> Cmd,
    string Workdir,
    VettingConfiguration Vetting,
    BuildPlaces Places)
{
    public ArchiveLimits Limits { get; init; } = Vetting.Limits;

    /// <summary>Findings told one by one; the rest is counted.</summary>
    public int FindingsPerCode { get; init; } = 20;

    /// <summary>Whether the folders that programs name are collected, and those of this machine told from the others later; see <see cref="InspectionStep"/>.</summary>
    internal bool CollectsFolders { get; init; }

    public static InspectionPolicy Of(
        ArchitectureConfiguration architecture,
        RootfsConfiguration rootfs,
        ImageConfiguration image,
        VettingConfiguration vetting,
        BuildPlaces places) => new(
        architecture,
        image.Shell,
        rootfs.Required,
        image.Env.TryGetValue("PATH", out var path) ? path.Split(':') : [],
        image.Entrypoint,
        image.Cmd,
        image.Workdir,
        vetting,
        places);

    internal bool IsOn(VettingRule rule) => Vetting.Rules[rule.Name] != RuleLevel.Off;

    /// <summary>As a command line states it, for the key of the cached step.</summary>
    internal IReadOnlyList<string> ToArguments() =>
    [
        string.Create(CultureInfo.InvariantCulture, $"--elf={Architecture.ElfClass}/{Architecture.ElfMachine}"),
        $"--arch={Architecture.Name}",
        $"--shell={Shell}",
        $"--workdir={Workdir}",
        .. Required.Select(path => $"--required={path}"),
        .. SearchPath.Select(path => $"--path={path}"),
        .. Entrypoint.Select(word => $"--entrypoint={word}"),
        .. Cmd.Select(word => $"--cmd={word}"),
        .. VettingArguments.Of(Vetting, Places),
    ];
}
