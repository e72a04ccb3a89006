using OpenLinux.Configuration;
using OpenLinux.Host.Lifetime;
using OpenLinux.Oci;
using OpenLinux.Oci.Layout;

namespace OpenLinux.Host.Pipeline;

/// <summary>One image for all selected architectures: an index of theirs, in one archive. In whatever order <c>--arch</c> names them, it is the same.</summary>
internal sealed class MultiPlatformStage(BuildContext context)
{
    private readonly IReadOnlyList<ArchitectureConfiguration> architectures =
        [.. context.Architectures.OrderBy(architecture => architecture.Name, StringComparer.Ordinal)];

    public async Task<OciImageIndex> MakeAsync()
    {
        var outputs = await Task.WhenAll(architectures.Select(architecture => context.Services.PipelineOf(architecture).OciAsync()));
        var stamp = Stamp.Of(context, architectures[0]);
        var references = TagTemplates.IndexReferences(context.Settings.Image.Repository, context.Settings.Image.Tags, stamp);
        var index = OciImageIndex.Of([.. outputs.Select(output => output.Image)], outputs[0].Intent, references);
        var layout = await OciLayout.OfAsync(index, context.Services.Engine.Store, context.Cancellation);
        await OciPublication.PublishAsync(
            context, layout, string.Join(',', architectures.Select(architecture => architecture.Name)), context.Paths.OciIndexArchive(context.Settings.Version));
        return index;
    }
}
