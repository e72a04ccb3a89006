using OpenLinux.Configuration;
using OpenLinux.Papers.Bom;
using OpenLinux.Rootfs.Packing;

namespace OpenLinux.Host.Pipeline;

/// <summary>From the tarball to the bill of what is in it: the tarball itself is asked, and each of its files traced to component, source and steps.</summary>
internal sealed class TraceFiles(Workbench bench, ArchitectureConfiguration architecture)
{
    public async Task<BillOfMaterials> RunAsync(PackedRootfs rootfs)
    {
        var tarball = rootfs.Tarball;
        var contents = RootfsContents.Of(await bench.RunAsync(RootfsContents.Read(tarball.Content, architecture.Name)));
        var product = rootfs.Product with
        {
            Tarball = new ProductTarball(Path.GetFileName(rootfs.Path), tarball.Content, tarball.DiffId, rootfs.Action),
        };
        var bill = BomAssembly.Assemble(product, rootfs.Components, contents);
        ContentsCheck.Require(rootfs.Content.Tree, contents);
        return bill;
    }
}
