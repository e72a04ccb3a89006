using OpenLinux.Configuration;
using OpenLinux.Configuration.Loading;
using OpenLinux.Host.Stamping;
using OpenLinux.Papers.Provenance;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Host.Pipeline;

/// <summary>What provenance and build record say of this run, and no action's key may know.</summary>
/// <param name="overrides">Configuration keys that the run set, by the names it gave them.</param>
internal sealed class RunFacts(BuildConfiguration settings, Stamps stamps, IReadOnlyList<KeyValuePair<string, string>> overrides)
{
    private const string SourceLabel = "org.opencontainers.image.source";

    private const string ImageSection = "image.";
    private const string PapersSection = "papers.";

    /// <summary>Of the tarball: what its image is called has no bearing on it.</summary>
    public BuildRun OfTarball(ArchitectureConfiguration architecture, Toolchain toolchain) =>
        Of(architecture, toolchain, ImageSection, PapersSection);

    public BuildRun OfImage(ArchitectureConfiguration architecture, Toolchain toolchain) =>
        Of(architecture, toolchain, PapersSection);

    private BuildRun Of(ArchitectureConfiguration architecture, Toolchain toolchain, params IReadOnlyList<string> withoutBearing)
    {
        var stamp = stamps.Of(architecture);
        return new BuildRun(
            stamp.Revision,
            stamp.IsDirty,
            stamp.Created,
            settings.Image.Labels.GetValueOrDefault(SourceLabel),
            settings.Papers.Builder,
            settings.SourceDateEpoch,
            Overrides(overrides, withoutBearing),
            settings.Epoch,
            [.. toolchain.Tools.Select(tool => new ToolUsed(tool.Name, tool.Version, tool.Binary, tool.Archives))]);
    }

    private static IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Overrides(
        IEnumerable<KeyValuePair<string, string>> options, IReadOnlyList<string> withoutBearing) =>
    [
        .. options
            .GroupBy(option => FullName(option.Key), option => option.Value, StringComparer.Ordinal)
            .Where(group => !group.Key.StartsWith(RemoteConfiguration.Section, StringComparison.Ordinal))
            .Where(group => !withoutBearing.Any(section => group.Key.StartsWith(section, StringComparison.Ordinal)))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, (IReadOnlyList<string>)[.. group])),
    ];

    /// <summary>An option may be given by a shorter name; "tag" and "image.tags" are one key.</summary>
    private static string FullName(string option) =>
        ConfigurationKeys.Find(option) is { } found && found.Architecture is null ? found.File.Prefix + found.Key.Path : option;
}
