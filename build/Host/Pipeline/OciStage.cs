using OpenLinux.Archives.Compression;
using OpenLinux.Configuration;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Lifetime;
using OpenLinux.Oci;
using OpenLinux.Oci.Layers;
using OpenLinux.Oci.Layout;

namespace OpenLinux.Host.Pipeline;

/// <summary>From the root filesystem to the OCI image: layers, configuration, manifest, layout and archive. No daemon takes part.</summary>
internal sealed class OciStage(BuildContext context, ArchitectureConfiguration architecture, PackedRootfs rootfs)
{
    private readonly ImageConfiguration configuration = context.Settings.Image;

    public async Task<OciOutput> MakeAsync()
    {
        var stamp = Stamp.Of(context, architecture);
        var layers = await LayersAsync();
        var intent = ImageIntent.Of(configuration.Config, architecture.Platform, [.. layers.Select(layer => layer.DiffId)], stamp);
        var image = OciImage.Of(intent, layers, stamp, ImageStage.References(context, stamp));
        var layout = await OciLayout.OfAsync(image, context.Services.Engine.Store, context.Cancellation);
        var folder = context.Paths.OciLayout(context.Settings.Version, architecture.Name);
        var archivePath = context.Paths.OciArchive(context.Settings.Version, architecture.Name);
        var archive = await OciPublication.PublishAsync(context, layout, architecture.Name, archivePath);
        var change = await new TreeMaterializer(context.Services.Engine.Store, context.Services.Engine.Digester)
            .MaterializeAsync(layout, context.Paths.Root, folder, context.Cancellation);
        context.Journal.Note($"{architecture.Name} image ID {image.Config.Descriptor.Content.Short}…, {layers.Count} layer{(layers.Count == 1 ? "" : "s")}", !change.IsNone);
        return new OciOutput(image, intent, archivePath, archive, folder);
    }

    private async Task<IReadOnlyList<OciLayer>> LayersAsync()
    {
        var compression = configuration.Compression == "zstd" ? TarCompression.Zstd : TarCompression.Gzip;
        var parts = LayerSplit.Of(rootfs.Content.Tree, rootfs.Content.Owners, configuration.Layers, context.Settings.Components);
        return parts.Count == 1 && compression == TarCompression.Gzip
            ? [LayerArchive.Of(rootfs.Tarball.Content, rootfs.Tarball.DiffId, parts[0].Description)]
            : await Task.WhenAll(parts.Select(part => PackAsync(part.Tree, compression, part.Description)));
    }

    private async Task<OciLayer> PackAsync(FileTree tree, TarCompression compression, string description)
    {
        var step = LayerArchive.Pack(tree, context.Settings.Epoch, compression, $"{architecture.Name} {description}");
        return LayerArchive.Of(await context.Services.Engine.Engine.RunAsync(step, context.Cancellation), compression, description);
    }
}
