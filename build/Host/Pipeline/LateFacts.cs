using OpenLinux.Configuration;
using OpenLinux.Configuration.Keys;
using OpenLinux.Host.Lifetime;
using OpenLinux.Papers.Provenance;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Host.Pipeline;

/// <summary>What provenance and build record say of this run, and no action's key may know.</summary>
internal static class LateFacts
{
    private const string SourceLabel = "org.opencontainers.image.source";

    private const string ImageSection = "image.";
    private const string PapersSection = "papers.";

    /// <summary>Of the tarball: what its image is called has no bearing on it.</summary>
    public static BuildRun OfTarball(BuildContext context, ArchitectureConfiguration architecture, Toolchain toolchain) =>
        Of(context, architecture, toolchain, ImageSection, PapersSection);

    public static BuildRun OfImage(BuildContext context, ArchitectureConfiguration architecture, Toolchain toolchain) =>
        Of(context, architecture, toolchain, PapersSection);

    private static BuildRun Of(
        BuildContext context, ArchitectureConfiguration architecture, Toolchain toolchain, params IReadOnlyList<string> withoutBearing)
    {
        var stamp = Stamp.Of(context, architecture);
        var settings = context.Settings;
        return new BuildRun(
            stamp.Revision,
            stamp.IsDirty,
            stamp.Created,
            settings.Image.Labels.GetValueOrDefault(SourceLabel),
            settings.Papers.Builder,
            settings.SourceDateEpoch,
            Overrides(context.CommandLine.Overrides, withoutBearing),
            settings.Epoch,
            [.. toolchain.Tools.Select(tool => new ToolUsed(tool.Name, tool.Version, tool.Binary))]);
    }

    private static IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Overrides(
        IEnumerable<KeyValuePair<string, string>> options, IReadOnlyList<string> withoutBearing) =>
    [
        .. options
            .GroupBy(option => FullName(option.Key), option => option.Value, StringComparer.Ordinal)
            .Where(group => !withoutBearing.Any(section => group.Key.StartsWith(section, StringComparison.Ordinal)))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, (IReadOnlyList<string>)[.. group])),
    ];

    /// <summary>An option may be given by a shorter name; "tag" and "image.tags" are one key.</summary>
    private static string FullName(string option) =>
        ConfigurationKeys.Find(option) is { } found && found.Architecture is null ? found.File.Prefix + found.Key.Path : option;
}
