using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Papers.Bom;
using OpenLinux.Papers.Publication;

namespace OpenLinux.Host.Pipeline;

/// <summary>Lays an architecture's papers out, and remembers whether any was new.</summary>
internal sealed class PaperOutput(Workbench bench, ArchitectureConfiguration architecture)
{
    private readonly PaperPublisher publisher = new(bench.Paths.Output(architecture.Name), bench.Store, bench.Digester);

    public bool HasWritten { get; private set; }

    /// <param name="sbom">Of the step that made the paper.</param>
    public Task<Paper> PublishAsync(PaperKind kind, BillOfMaterials bill, ActionOutcome sbom) =>
        PublishAsync(kind, bill, SbomStep.Of(sbom).Content);

    public async Task<Paper> PublishAsync(PaperKind kind, BillOfMaterials bill, byte[] content) =>
        await PublishAsync(kind, bill, await bench.Store.PutAsync(content, bench.Cancellation));

    private async Task<Paper> PublishAsync(PaperKind kind, BillOfMaterials bill, Digest content)
    {
        if (bench.IsDry)
        {
            return new Paper(kind, Path.Combine(bench.Paths.Output(architecture.Name), kind.FileNameOf(bill.Product)), content);
        }

        var (paper, written) = await publisher.PublishAsync(kind, bill.Product, content, bench.Cancellation);
        HasWritten |= written;
        return paper;
    }
}
