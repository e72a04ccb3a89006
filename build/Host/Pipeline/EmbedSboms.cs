using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Papers.Bom;
using OpenLinux.Papers.Publication;
using OpenLinux.Rootfs;

namespace OpenLinux.Host.Pipeline;

/// <summary>Lays the SBOMs of a root filesystem into it; they describe all of it but themselves.</summary>
internal sealed class EmbedSboms(Workbench bench)
{
    private const string Folder = "usr/share/sbom";

    /// <returns>The SBOMs as one more component.</returns>
    public async Task<ComponentEntry> RunAsync(Product product, IReadOnlyList<ComponentEntry> entries, FileTree rootfs)
    {
        var bill = BomAssembly.Assemble(product, entries, rootfs);
        var spdx = await bench.RunAsync(SbomStep.Spdx(bill));
        var cycloneDx = await bench.RunAsync(SbomStep.CycloneDx(bill));
        return BomEntries.OfSboms(bill, [
            new MadeFiles(StepReference.Of(spdx), Placed(PaperKind.Spdx, SbomStep.Of(spdx), rootfs)),
            new MadeFiles(StepReference.Of(cycloneDx), Placed(PaperKind.CycloneDx, SbomStep.Of(cycloneDx), rootfs)),
        ]);
    }

    private static FileTree Placed(PaperKind kind, FileNode sbom, FileTree rootfs)
    {
        var path = $"{Folder}/{Product.Name}{kind.Suffix}";
        return !rootfs.Nodes.ContainsKey(path)
            ? FileTree.Empty.With(path, sbom)
            : throw new BuildException(
                RootfsErrors.PathConflict, "/" + path, "a component gives it, and rootfs.sbom puts an SBOM there", "take it out of the component, or set rootfs.sbom = false");
    }
}
