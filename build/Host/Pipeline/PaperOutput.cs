using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Lifetime;
using OpenLinux.Papers.Bom;
using OpenLinux.Papers.Publication;

namespace OpenLinux.Host.Pipeline;

/// <summary>Lays an architecture's papers out, and remembers whether any was new.</summary>
internal sealed class PaperOutput(BuildContext context, ArchitectureConfiguration architecture)
{
    private readonly PaperPublisher publisher = new(
        context.Paths.Output(architecture.Name), context.Services.Engine.Store, context.Services.Engine.Digester);

    public bool HasWritten { get; private set; }

    /// <param name="step">Makes the paper.</param>
    public async Task<Paper> PublishAsync(PaperKind kind, BillOfMaterials bill, ActionSpec step)
    {
        var outcome = await context.Services.Engine.Engine.RunAsync(step, context.Cancellation);
        return await PublishAsync(kind, bill, SbomStep.Of(outcome).Content);
    }

    public async Task<Paper> PublishAsync(PaperKind kind, BillOfMaterials bill, byte[] content) =>
        await PublishAsync(kind, bill, await context.Services.Engine.Store.PutAsync(content, context.Cancellation));

    private async Task<Paper> PublishAsync(PaperKind kind, BillOfMaterials bill, Digest content)
    {
        var (paper, written) = await publisher.PublishAsync(kind, bill.Product, content, context.Cancellation);
        HasWritten |= written;
        return paper;
    }
}
