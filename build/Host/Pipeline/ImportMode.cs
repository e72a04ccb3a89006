using OpenLinux.Docker;
using OpenLinux.Docker.Images;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Host.Pipeline;

/// <summary><c>docker import</c>: the tarball is the one layer.</summary>
internal sealed class ImportMode() : ImageMode("import", "DockerImport")
{
    public override IReadOnlyList<OciDigest> DiffIds(PackedRootfs rootfs, OciOutput? oci) => [rootfs.Tarball.DiffId];

    public override Task<OciDigest> MakeAsync(ImageActions actions, ImageMaterials materials) =>
        actions.ImportAsync(materials.Rootfs.Path, materials.Rootfs.Tarball.Content, materials.Bench.Cancellation);
}
