using OpenLinux.Common.Files;
using OpenLinux.Host.Reporting;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Papers.Publication;
using OpenLinux.Registry.Pushing;

namespace OpenLinux.Host.Pipeline;

/// <summary>Pushes the image, or the images and then the index that joins them, and notes the digest to pull by. Then all of them are signed.</summary>
/// <param name="sign">Null where nobody asked for signatures.</param>
internal sealed class PushImages(Workbench bench, ImagePusher pusher, PushDestination destination, SignPushed? sign)
{
    private readonly ImageReference to = destination.To;

    /// <param name="index">Joins the images, where there are several.</param>
    public async Task RunAsync(IReadOnlyList<ArchitecturePipeline> pipelines, Func<Task<OciImageIndex>> index)
    {
        var pushed = new List<PushedSubject>();
        foreach (var pipeline in pipelines)
        {
            pushed.Add(await PushAsync(pipeline, isRoot: pipelines.Count == 1));
        }

        if (pipelines.Count > 1)
        {
            var outputs = await Task.WhenAll(pipelines.Select(pipeline => pipeline.OciAsync()));
            var joined = await index();
            var reference = await PushAsync(
                new PushRequest(to, PushedImage.Of(joined, outputs)) { Tags = Tags(joined.References) },
                bench.Paths.PushedIndexDigest(bench.Settings.Version));
            pushed.Add(new PushedSubject(reference, joined.Index.Descriptor, Provenance: null));
        }

        if (sign is not null)
        {
            await sign.RunAsync(pushed);
        }
    }

    /// <param name="isRoot">Whether the tag or digest that the destination may name is this image's, and not the index's.</param>
    private async Task<PushedSubject> PushAsync(ArchitecturePipeline pipeline, bool isRoot)
    {
        var output = await pipeline.OciAsync();
        var papers = destination.WithPapers ? await pipeline.ImagePapersAsync() : [];
        var reference = await PushAsync(
            new PushRequest(isRoot ? to : to with { Tag = null, Digest = null }, PushedImage.Of(output))
            {
                Tags = Tags(output.Image.References),
                Referrers = [.. papers.Select(paper => PushedImage.Of(paper, output.Image.Descriptor))],
                MountFrom = destination.MountFrom,
            },
            bench.Paths.PushedDigest(bench.Settings.Version, pipeline.Architecture.Name));
        return new PushedSubject(reference, output.Image.Manifest.Descriptor, papers.FirstOrDefault(paper => paper.Kind == PaperKind.ImageProvenance));
    }

    /// <param name="digestFile">Where the reference by digest is written.</param>
    /// <returns>That reference.</returns>
    private async Task<ImageReference> PushAsync(PushRequest request, string digestFile)
    {
        var receipt = await pusher.PushAsync(request, bench.Cancellation);
        AtomicFile.WriteIfChanged(digestFile, $"{receipt.Reference.Qualified}\n");
        string[] facts =
        [
            .. receipt.Tags.Count > 0 ? [string.Join(", ", receipt.Tags)] : Array.Empty<string>(),
            $"{receipt.Uploaded} blobs sent ({receipt.BytesSent / 1e6:N1} MB)",
            $"{receipt.Mounted} mounted",
            $"{receipt.Present} there already",
            .. request.Referrers.Count > 0 ? [$"{request.Referrers.Count} papers attached"] : Array.Empty<string>(),
        ];
        bench.Reporter.Made(new Artifact(ArtifactKind.Pushed, receipt.Reference.Qualified, receipt.Digest.ToOci(), Size: null) { AlsoNamed = receipt.Tags });
        bench.Reporter.Note($"{receipt.Reference.Qualified}: {string.Join(", ", facts)}", changed: receipt.Uploaded + receipt.Mounted + receipt.Written > 0);
        return receipt.Reference;
    }

    /// <summary>The tags it has here, unless the destination names one, or the content by its digest.</summary>
    private IReadOnlyList<string> Tags(IReadOnlyList<ImageReference> references) =>
        to is { Tag: null, Digest: null } ? [.. references.Select(reference => reference.Tag!)] : [];
}

/// <summary>Where images are pushed to.</summary>
/// <param name="MountFrom">A repository of the same registry to mount blobs from, or null.</param>
/// <param name="WithPapers">Whether the papers are attached.</param>
public sealed record PushDestination(ImageReference To, string? MountFrom, bool WithPapers);
