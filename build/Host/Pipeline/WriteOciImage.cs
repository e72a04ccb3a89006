using OpenLinux.Archives.Compression;
using OpenLinux.Configuration;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Reporting;
using OpenLinux.Host.Stamping;
using OpenLinux.Oci;
using OpenLinux.Oci.Layers;
using OpenLinux.Oci.Layout;

namespace OpenLinux.Host.Pipeline;

/// <summary>From the root filesystem to the OCI image: layers, configuration, manifest, layout and archive. No daemon takes part.</summary>
internal sealed class WriteOciImage(Workbench bench, ArchitectureConfiguration architecture, Stamps stamps)
{
    private readonly BuildConfiguration settings = bench.Settings;

    public async Task<OciOutput> RunAsync(PackedRootfs rootfs)
    {
        var stamp = stamps.Of(architecture);
        var layers = await LayersAsync(rootfs);
        var intent = ImageIntent.Of(settings.Image.Config, architecture.Platform, [.. layers.Select(layer => layer.DiffId)], stamp);
        var image = OciImage.Of(intent, layers, stamp, stamps.References(architecture));
        var layout = await OciLayout.OfAsync(image, bench.Store, bench.Cancellation);
        var folder = bench.Paths.OciLayout(settings.Version, architecture.Name);
        var archivePath = bench.Paths.OciArchive(settings.Version, architecture.Name);
        var archive = await PublishAsync(bench, layout, architecture.Name, archivePath);
        var change = await bench.LayOutAsync(layout, folder);
        bench.Reporter.Made(new Artifact(ArtifactKind.OciArchive, bench.Shown(archivePath), image.Descriptor.Digest, archive.SizeBytes));
        bench.Reporter.Note($"{architecture.Name} image ID {image.Config.Descriptor.Content.Short}…, {layers.Count} layer{(layers.Count == 1 ? "" : "s")}", !change.IsNone);
        return new OciOutput(image, intent, archivePath, archive, folder);
    }

    /// <summary>Packs a layout into one file and lays it out for people.</summary>
    /// <param name="name">Of what image, for people.</param>
    /// <returns>The archive's digest.</returns>
    public static async Task<Digest> PublishAsync(Workbench bench, FileTree layout, string name, string path)
    {
        var archive = OciArchive.Of(await bench.RunAsync(OciArchive.Pack(layout, bench.Settings.Epoch, name)));
        await bench.PublishAsync(archive, path);
        return archive;
    }

    private async Task<IReadOnlyList<OciLayer>> LayersAsync(PackedRootfs rootfs)
    {
        var compression = settings.Image.Compression == "zstd" ? TarCompression.Zstd : TarCompression.Gzip;
        var parts = LayerSplit.Of(rootfs.Content.Tree, rootfs.Content.Owners, settings.Image.Layers, settings.Components);
        return parts.Count == 1 && compression == TarCompression.Gzip
            ? [LayerArchive.Of(rootfs.Tarball.Content, rootfs.Tarball.DiffId, parts[0].Description)]
            : await Task.WhenAll(parts.Select(part => PackAsync(part.Tree, compression, part.Description)));
    }

    private async Task<OciLayer> PackAsync(FileTree tree, TarCompression compression, string description)
    {
        var step = LayerArchive.Pack(tree, settings.Epoch, compression, $"{architecture.Name} {description}");
        return LayerArchive.Of(await bench.RunAsync(step), compression, description);
    }
}

/// <summary>The OCI image of one architecture.</summary>
/// <param name="ArchivePath">Where its archive lies, build/ARCH/openlinux-VERSION-ARCH-oci.tar.</param>
/// <param name="Archive">The archive's digest.</param>
/// <param name="LayoutPath">The folder with the same content.</param>
public sealed record OciOutput(OciImage Image, ImageIntent Intent, string ArchivePath, Digest Archive, string LayoutPath);
