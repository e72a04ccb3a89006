using OpenLinux.Configuration;
using OpenLinux.Oci;
using OpenLinux.Papers.Provenance;
using OpenLinux.Papers.Publication;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Host.Pipeline;

/// <summary>What more an OCI image needs: provenance whose subject is its manifest, by whose digest registries and verifiers know it.</summary>
internal sealed class WriteImagePapers(Workbench bench, ArchitectureConfiguration architecture, RunFacts facts)
{
    /// <returns>All that can be attached to the image.</returns>
    public async Task<IReadOnlyList<Paper>> RunAsync(Toolchain toolchain, WrittenPapers papers, OciImage image)
    {
        var output = new PaperOutput(bench, architecture);
        var name = papers.Bill.Product.FullName;
        var content = ProvenanceWriter.OfImage(
            [Subject(name, image.Manifest), Subject($"{name} image ID", image.Config)],
            papers.Bill,
            facts.OfImage(architecture, toolchain),
            [papers.Spdx, papers.CycloneDx]);
        var provenance = await output.PublishAsync(PaperKind.ImageProvenance, papers.Bill, content);
        bench.Reporter.Note($"{provenance.FileName}, of manifest {image.Manifest.Descriptor.Content.Short}…", output.HasWritten);
        return [papers.Spdx, papers.CycloneDx, provenance, papers.BuildRecord];
    }

    private static ProvenanceSubject Subject(string name, OciDocument document) =>
        new(name, document.Descriptor.Content, document.Descriptor.MediaType);
}
