using OpenLinux.Common.Files;
using OpenLinux.Host.Reporting;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;
using OpenLinux.Registry.Pushing;

namespace OpenLinux.Host.Pipeline;

/// <summary>Pushes the image, or the images and then the index that joins them, and notes the digest to pull by.</summary>
internal sealed class PushImages(Workbench bench, ImagePusher pusher, PushDestination destination)
{
    private readonly ImageReference to = destination.To;

    /// <param name="index">Joins the images, where there are several.</param>
    public async Task RunAsync(IReadOnlyList<ArchitecturePipeline> pipelines, Func<Task<OciImageIndex>> index)
    {
        if (pipelines is [var single])
        {
            await PushAsync(single, isRoot: true);
            return;
        }

        foreach (var pipeline in pipelines)
        {
            await PushAsync(pipeline, isRoot: false);
        }

        var outputs = await Task.WhenAll(pipelines.Select(pipeline => pipeline.OciAsync()));
        var joined = await index();
        await PushAsync(
            new PushRequest(to, PushedImage.Of(joined, outputs)) { Tags = Tags(joined.References) },
            bench.Paths.PushedIndexDigest(bench.Settings.Version));
    }

    /// <param name="isRoot">Whether the tag or digest that the destination may name is this image's, and not the index's.</param>
    private async Task PushAsync(ArchitecturePipeline pipeline, bool isRoot)
    {
        var output = await pipeline.OciAsync();
        var papers = destination.WithPapers ? await pipeline.ImagePapersAsync() : [];
        await PushAsync(
            new PushRequest(isRoot ? to : to with { Tag = null, Digest = null }, PushedImage.Of(output))
            {
                Tags = Tags(output.Image.References),
                Referrers = [.. papers.Select(paper => PushedImage.Of(paper, output.Image.Descriptor))],
                MountFrom = destination.MountFrom,
            },
            bench.Paths.PushedDigest(bench.Settings.Version, pipeline.Architecture.Name));
    }

    /// <param name="digestFile">Where the reference by digest is written.</param>
    private async Task PushAsync(PushRequest request, string digestFile)
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
    }

    /// <summary>The tags it has here, unless the destination names one, or the content by its digest.</summary>
    private IReadOnlyList<string> Tags(IReadOnlyList<ImageReference> references) =>
        to is { Tag: null, Digest: null } ? [.. references.Select(reference => reference.Tag!)] : [];
}

/// <summary>Where images are pushed to.</summary>
/// <param name="MountFrom">A repository of the same registry to mount blobs from, or null.</param>
/// <param name="WithPapers">Whether the papers are attached.</param>
public sealed record PushDestination(ImageReference To, string? MountFrom, bool WithPapers);
