using OpenLinux.Configuration;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Lifetime;
using OpenLinux.Papers.Bom;
using OpenLinux.Rootfs.Composition;
using OpenLinux.Rootfs.Packing;

namespace OpenLinux.Host.Pipeline;

/// <summary>From the components' files to the published tarball.</summary>
internal sealed class RootfsStage(BuildContext context, ArchitectureConfiguration architecture, CompiledUserland userland)
{
    private readonly BuildConfiguration configuration = context.Settings;

    private Product Product => new(
        configuration.Version, architecture.Name, architecture.Platform, DateTimeOffset.FromUnixTimeSeconds(configuration.Epoch), Tarball: null);

    public async Task<PackedRootfs> PackAsync()
    {
        var engine = context.Services.Engine;
        var rootfsFiles = RootfsFolder.Read(context.Paths.RootfsFiles, engine.Digester);
        List<RootfsPart> parts =
        [
            .. userland.Components.Select(output => new RootfsPart(output.Component, output.Files)),
            new(ComposedRootfs.RootfsFiles, rootfsFiles),
        ];
        var composed = await new RootfsComposer(configuration.Rootfs, configuration.Version)
            .ComposeAsync(parts, engine.Store, context.Cancellation);
        var stripped = await new StripStage(context, architecture, userland.Toolchain).StripAsync(composed.Tree);
        var components = BomEntries.Of(
            configuration, context.Services.Components, userland.Components, rootfsFiles, composed, stripped.Productions);
        return await PackAsync(composed with { Tree = stripped.Tree }, stripped.DebugFiles, components);
    }

    private async Task<PackedRootfs> PackAsync(ComposedRootfs content, FileTree debugFiles, IReadOnlyList<ComponentEntry> components)
    {
        if (configuration.Rootfs.Sbom)
        {
            var sboms = await new SbomStage(context).WriteAsync(Product, components, content.Tree);
            content = sboms.Productions.Aggregate(content, (all, sbom) => all.With(new RootfsPart(sboms.Name, sbom.Files)));
            components = [.. components, sboms];
        }

        var engine = context.Services.Engine;
        var packed = await engine.Engine.RunAsync(
            RootfsArchive.Pack(content.Tree, configuration.Epoch, architecture.Name), context.Cancellation);
        var tarball = RootfsArchive.Of(packed);
        var path = context.Paths.RootfsTarball(configuration.Version, architecture.Name);
        var written = await new ArchivePublisher(engine.Store, engine.Digester).PublishAsync(tarball.Content, path, context.Cancellation);
        context.Journal.Note($"{Path.GetRelativePath(context.Paths.Root, path)}, sha256 {tarball.Content.Short}…", written);
        return new PackedRootfs(path, tarball, packed.Key, content, debugFiles, Product, components);
    }
}
