using OpenLinux.Docker;
using OpenLinux.Docker.Images;

namespace OpenLinux.Host.Pipeline;

/// <summary><c>docker import</c>: the tarball is the one layer.</summary>
internal sealed class ImportMode() : ImageMode("import", "DockerImport")
{
    public override IReadOnlyList<string> DiffIds(PackedRootfs rootfs, OciOutput? oci) => [rootfs.Tarball.DiffId];

    public override Task<string> MakeAsync(ImageActions actions, ImageMaterials materials) =>
        actions.ImportAsync(materials.Rootfs.Path, materials.Rootfs.Tarball.Content, materials.Bench.Cancellation);
}
