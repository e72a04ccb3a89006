using OpenLinux.Configuration;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Reporting;
using OpenLinux.Oci.Naming;
using OpenLinux.Papers.Bom;
using OpenLinux.Rootfs.Composition;
using OpenLinux.Rootfs.Packing;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Host.Pipeline;

/// <summary>From the components' files to the published tarball.</summary>
/// <param name="components">In build order.</param>
internal sealed class PackRootfs(Workbench bench, ArchitectureConfiguration architecture, IReadOnlyList<Component> components)
{
    /// <summary>Of so many, composing leaves tens of mebibytes that nobody needs, and packing, which lasts, comes on top.</summary>
    private const int ManyEntries = 10_000;

    private readonly BuildConfiguration settings = bench.Settings;

    private Product Product => new(
        settings.Version, architecture.Name, architecture.Platform, DateTimeOffset.FromUnixTimeSeconds(settings.Epoch), Tarball: null)
    {
        Toolchain = settings.Toolchain is { IsPinned: true, Pinned: var pinned } ? new BomToolchain(pinned.Name, pinned.Version, PinnedArchives.All(pinned)) : null,
    };

    public async Task<PackedRootfs> RunAsync(CompiledUserland userland)
    {
        var rootfsFiles = RootfsFolder.Read(bench.Paths.RootfsFiles, bench.Digester);
        List<RootfsPart> parts =
        [
            .. userland.Components.Select(output => new RootfsPart(output.Component, output.Files) { Modes = output.Modes }),
            new(ComposedRootfs.RootfsFiles, rootfsFiles),
        ];
        var composed = await new RootfsComposer(settings.Rootfs, settings.Version).ComposeAsync(parts, bench.Store, bench.Cancellation);
        var stripped = await new StripPrograms(bench, architecture, userland.Toolchain).RunAsync(composed.Tree);
        var entries = BomEntries.Of(settings, components, userland.Components, rootfsFiles, composed, stripped.Made);
        return await PackAsync(composed with { Tree = stripped.Tree }, stripped.DebugFiles, entries);
    }

    private async Task<PackedRootfs> PackAsync(ComposedRootfs content, FileTree debugFiles, IReadOnlyList<ComponentEntry> entries)
    {
        if (settings.Rootfs.Sbom)
        {
            var sboms = await new EmbedSboms(bench).RunAsync(Product, entries, content.Tree);
            content = sboms.Made.Aggregate(content, (all, sbom) => all.With(new RootfsPart(sboms.Name, sbom.Files)));
            entries = [.. entries, sboms];
        }

        if (content.Tree.Nodes.Count > ManyEntries)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        var packed = await bench.RunAsync(RootfsArchive.Pack(content.Tree, settings.Epoch, architecture.Name));
        var tarball = RootfsArchive.Of(packed);
        var path = bench.Paths.RootfsTarball(settings.Version, architecture.Name);
        await bench.PublishAsync(tarball.Content, path);
        bench.Reporter.Made(new Artifact(ArtifactKind.Rootfs, bench.Shown(path), tarball.Content.ToOci(), tarball.Content.SizeBytes) { Architecture = architecture.Name });
        var rootfs = new PackedRootfs(path, tarball, packed.Key, content, debugFiles, Product, entries);
        if (!bench.IsDry)
        {
            bench.RootfsBefore(architecture).Keep(Path.GetFileName(path), tarball.Content, () => rootfs.Listing);
        }

        return rootfs;
    }
}
