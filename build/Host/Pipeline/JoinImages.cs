using OpenLinux.Host.Stamping;
using OpenLinux.Oci;
using OpenLinux.Oci.Layout;

namespace OpenLinux.Host.Pipeline;

/// <summary>One image for several architectures: an index of theirs, in one archive. In whatever order they are given, it is the same.</summary>
internal sealed class JoinImages(Workbench bench, Stamps stamps)
{
    public async Task<OciImageIndex> RunAsync(IEnumerable<ArchitecturePipeline> pipelines)
    {
        var ordered = pipelines.OrderBy(pipeline => pipeline.Architecture.Name, StringComparer.Ordinal).ToList();
        var outputs = await Task.WhenAll(ordered.Select(pipeline => pipeline.OciAsync()));
        var references = stamps.IndexReferences(ordered[0].Architecture);
        var index = OciImageIndex.Of([.. outputs.Select(output => output.Image)], outputs[0].Intent, references);
        var layout = await OciLayout.OfAsync(index, bench.Store, bench.Cancellation);
        var names = string.Join(',', ordered.Select(pipeline => pipeline.Architecture.Name));
        await WriteOciImage.PublishAsync(bench, layout, names, bench.Paths.OciIndexArchive(bench.Settings.Version));
        return index;
    }
}
