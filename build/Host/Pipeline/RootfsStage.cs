using OpenLinux.Configuration;
using OpenLinux.Images.Rootfs;

namespace OpenLinux.Host.Pipeline;

/// <summary>From the components' files to the published tarball.</summary>
internal sealed class RootfsStage(BuildContext context, ArchitectureConfiguration architecture, CompiledUserland userland)
{
    public async Task<PackedRootfs> PackAsync()
    {
        var engine = context.Services.Engine;
        var configuration = context.Settings;
        List<RootfsPart> parts =
        [
            .. userland.Components.Select(output => new RootfsPart(output.Component, output.Files)),
            new("src/rootfs", engine.Digester.TreeOf(context.Paths.RootfsFiles)),
        ];
        var composed = await new RootfsComposer(configuration.Rootfs, configuration.Version)
            .ComposeAsync(parts, engine.Store, context.Cancellation);
        var tree = await new StripStage(context, architecture, userland.Toolchain).StripAsync(composed.Tree);
        var packed = await engine.Engine.RunAsync(
            RootfsArchive.Pack(tree, configuration.Epoch, architecture.Name), context.Cancellation);
        var tarball = RootfsArchive.Of(packed);
        var publisher = new RootfsPublisher(Path.Combine(context.Paths.Root, "build"), engine.Store, engine.Digester);
        var path = publisher.PathOf(configuration.Version, architecture.Name);
        var written = await publisher.PublishAsync(tarball, configuration.Version, architecture.Name, context.Cancellation);
        context.Journal.Note($"{Path.GetRelativePath(context.Paths.Root, path)}, sha256 {tarball.Content.Short}…", written);
        return new PackedRootfs(path, tarball, composed with { Tree = tree });
    }
}
