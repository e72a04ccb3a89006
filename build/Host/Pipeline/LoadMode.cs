using OpenLinux.Docker.Images;
using OpenLinux.Oci.Layout;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Host.Pipeline;

/// <summary><c>docker load</c> of the OCI image that we write, whose ID is the same everywhere. What is loaded names nothing: its names move once it is verified.</summary>
internal sealed class LoadMode() : ImageMode("load", "DockerLoad")
{
    public override bool WantsOciImage => true;

    public override IReadOnlyList<OciDigest>? DiffIds(PackedRootfs rootfs, OciOutput? oci) => oci?.Image.Layers.Select(layer => layer.DiffId).ToList();

    public override Task<OciDigest> MakeAsync(ImageActions actions, ImageMaterials materials)
    {
        var (bench, image) = (materials.Bench, materials.Oci!.Image);
        return actions.LoadAsync(image.Id, image.Descriptor.Content, WriteAsync, bench.Cancellation);

        async Task WriteAsync(string path, CancellationToken cancellation)
        {
            var layout = await OciLayout.OfAsync(image with { References = [] }, bench.Store, cancellation);
            await OciArchive.WriteAsync(layout, bench.Settings.Epoch, bench.Store, path, cancellation);
        }
    }
}
