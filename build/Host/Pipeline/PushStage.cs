using OpenLinux.Common.Files;
using OpenLinux.Common.Processes;
using OpenLinux.Configuration;
using OpenLinux.Host.Lifetime;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;
using OpenLinux.Registry.Pushing;

namespace OpenLinux.Host.Pipeline;

/// <summary>Pushes the image, or the images and then the index that joins them, and notes the digest to pull by.</summary>
internal sealed class PushStage(BuildContext context)
{
    private readonly RegistryReference to = PushDestination.Of(context);
    private readonly ImagePusher pusher = new(new RegistrySettings(ProcessEnvironment.Copy()), context.Services.Launcher, context.Journal);

    public async Task PushAsync()
    {
        if (context.Architectures is [var single])
        {
            await PushAsync(single, isRoot: true);
            return;
        }

        foreach (var architecture in context.Architectures)
        {
            await PushAsync(architecture, isRoot: false);
        }

        var outputs = await Task.WhenAll(context.Architectures.Select(architecture => context.Services.PipelineOf(architecture).OciAsync()));
        var index = await context.Services.MultiPlatformAsync();
        await PushAsync(
            new PushRequest(to, PushedImage.Of(index, outputs)) { Tags = Tags(index.References) },
            context.Paths.PushedIndexDigest(context.Settings.Version));
    }

    /// <param name="isRoot">Whether the tag or digest that <c>--push</c> may name is this image's, and not the index's.</param>
    private async Task PushAsync(ArchitectureConfiguration architecture, bool isRoot)
    {
        var pipeline = context.Services.PipelineOf(architecture);
        var output = await pipeline.OciAsync();
        var papers = context.CommandLine.Has("push-papers") ? await pipeline.ImagePapersAsync() : [];
        await PushAsync(
            new PushRequest(isRoot ? to : to with { Tag = null, Digest = null }, PushedImage.Of(output))
            {
                Tags = Tags(output.Image.References),
                Referrers = [.. papers.Select(paper => PushedImage.Of(paper, output.Image.Descriptor))],
                MountFrom = PushDestination.MountSource(context),
            },
            context.Paths.PushedDigest(context.Settings.Version, architecture.Name));
    }

    /// <param name="digestFile">Where the reference by digest is written.</param>
    private async Task PushAsync(PushRequest request, string digestFile)
    {
        var receipt = await pusher.PushAsync(request, context.Cancellation);
        AtomicFile.WriteIfChanged(digestFile, $"{receipt.Reference}\n");
        string[] facts =
        [
            .. receipt.Tags.Count > 0 ? [string.Join(", ", receipt.Tags)] : Array.Empty<string>(),
            $"{receipt.Uploaded} blobs sent ({receipt.BytesSent / 1e6:N1} MB)",
            $"{receipt.Mounted} mounted",
            $"{receipt.Present} there already",
            .. request.Referrers.Count > 0 ? [$"{request.Referrers.Count} papers attached"] : Array.Empty<string>(),
        ];
        context.Journal.Note($"{receipt.Reference}: {string.Join(", ", facts)}", changed: receipt.Uploaded + receipt.Mounted + receipt.Written > 0);
    }

    /// <summary>The tags it has here, unless <c>--push</c> names one, or the content by its digest.</summary>
    private IReadOnlyList<string> Tags(IReadOnlyList<string> references) =>
        to is { Tag: null, Digest: null } ? [.. references.Select(ReferenceGrammar.TagOf)] : [];
}
