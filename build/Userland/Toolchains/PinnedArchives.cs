using OpenLinux.Configuration;
using OpenLinux.Engine.Provenance;
using OpenLinux.Userland.Sources.Places;

namespace OpenLinux.Userland.Toolchains;

/// <summary>The archives of a pinned toolchain by their file names: as sources to fetch, and as papers name them.</summary>
public static class PinnedArchives
{
    public static IReadOnlyList<SourceMaterial> All(PinnedToolchain toolchain) => [.. toolchain.Archives.Select(MaterialOf)];

    /// <param name="system">As <see cref="Common.Processes.HostSystem"/> names it.</param>
    public static IReadOnlyList<SourceMaterial> For(PinnedToolchain toolchain, string system) =>
        [.. toolchain.Archives.Where(archive => archive.Systems.Contains(system)).Select(MaterialOf)];

    internal static SourceArchive SourceOf(ToolchainArchive archive) => archive.Package is { } package
        ? new SourceArchive($"{package.TrimStart('@').Replace('/', '-').Replace('@', '-')}.tgz", archive.Sha256, archive.Urls, null) { NpmPackage = package }
        : new SourceArchive(archive.Urls[0].Split('/')[^1], archive.Sha256, archive.Urls, null);

    /// <summary>A package is known by its package URL (purl-spec, types/npm): which registry serves it is the machine's matter.</summary>
    private static SourceMaterial MaterialOf(ToolchainArchive archive)
    {
        var source = SourceOf(archive);
        return new SourceMaterial(
            source.Name,
            SourceMaterial.Sha256,
            source.Sha256,
            archive.Package is { } package ? [$"pkg:npm/{(package.StartsWith('@') ? $"%40{package[1..]}" : package)}"] : archive.Urls);
    }
}
