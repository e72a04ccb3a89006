using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Host.Lifetime;
using OpenLinux.Papers.Bom;
using OpenLinux.Papers.Provenance;
using OpenLinux.Papers.Publication;
using OpenLinux.Rootfs.Packing;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Host.Pipeline;

/// <summary>
/// From the tarball to the papers beside it. SBOMs are a function of the files alone; the commit is in the provenance and the build record.
/// </summary>
internal sealed class PapersStage(BuildContext context, ArchitectureConfiguration architecture, Toolchain toolchain, PackedRootfs rootfs)
{
    private readonly IBuildEngine engine = context.Services.Engine.Engine;

    private readonly PaperOutput output = new(context, architecture);

    public async Task<WrittenPapers> WriteAsync()
    {
        var bill = await TraceAsync();
        var spdx = await output.PublishAsync(PaperKind.Spdx, bill, SbomStep.Spdx(bill));
        var cycloneDx = await output.PublishAsync(PaperKind.CycloneDx, bill, SbomStep.CycloneDx(bill));
        var run = LateFacts.OfTarball(context, architecture, toolchain);
        var provenance = await output.PublishAsync(PaperKind.Provenance, bill, ProvenanceWriter.OfTarball(bill, run, [spdx, cycloneDx]));
        var record = await output.PublishAsync(PaperKind.BuildRecord, bill, BuildRecordWriter.Write(bill, run, [spdx, cycloneDx, provenance]));
        var files = bill.Components.Sum(component => component.Files.Count);
        context.Journal.Note($"{bill.Product.FullName}: 4 papers, each of {files} files traced to its source", output.HasWritten);
        return new WrittenPapers(bill, spdx, cycloneDx, provenance, record);
    }

    /// <summary>Asks the tarball itself what is in it.</summary>
    private async Task<BillOfMaterials> TraceAsync()
    {
        var tarball = rootfs.Tarball;
        var contents = RootfsContents.Of(await engine.RunAsync(
            RootfsContents.Read(tarball.Content, architecture.Name), context.Cancellation));
        var product = rootfs.Product with
        {
            Tarball = new ProductTarball(Path.GetFileName(rootfs.Path), tarball.Content, tarball.DiffId, rootfs.Action),
        };
        var bill = BomAssembly.Assemble(product, rootfs.Components, contents);
        ContentsCheck.Require(rootfs.Content.Tree, contents);
        return bill;
    }
}

/// <summary>The papers beside a tarball.</summary>
/// <param name="Bill">What they were written from.</param>
public sealed record WrittenPapers(BillOfMaterials Bill, Paper Spdx, Paper CycloneDx, Paper Provenance, Paper BuildRecord);
