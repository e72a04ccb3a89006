using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Common.Reporting;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Client;
using OpenLinux.Registry.Content;
using OpenLinux.Registry.Referrers;
using OpenLinux.Registry.Uploads;

namespace OpenLinux.Registry.Pushing;

/// <summary>
/// Pushes content to any registry of the OCI Distribution Specification 1.1, without a Docker daemon ("Push"). Tags come last,
/// so that a push which ends early leaves none that points at anything incomplete.
/// </summary>
public sealed class ImagePusher(RegistrySettings settings, IProcessLauncher launcher, IReporter reporter)
{
    /// <returns>What is in the registry now.</returns>
    /// <exception cref="BuildException">The push failed: a code of <see cref="RegistryErrors"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<PushReceipt> PushAsync(PushRequest request, CancellationToken cancellation)
    {
        var plan = PushPlan.Of(request);
        using var connection = await RegistryConnection.OpenAsync(request.To.Host, Scopes(request), settings, launcher, reporter, cancellation);
        var repository = new RepositoryClient(connection, request.To);
        var tally = new PushTally();

        await PushBlobsAsync(plan.Blobs, request.MountFrom, new BlobUploader(connection, repository, settings, reporter, tally), cancellation);
        foreach (var manifest in plan.Manifests)
        {
            await PutAsync(manifest.Digest.ToOci().ToString(), manifest, repository, tally, cancellation);
        }

        await AttachAsync(plan.Referrers, repository, tally, cancellation);
        foreach (var tag in plan.Tags)
        {
            await PutAsync(tag, request.Root, repository, tally, cancellation);
        }

        return new PushReceipt(
            request.To with { Tag = null, Digest = request.Root.Digest.ToOci() }, request.Root.Digest, plan.Tags, tally.Uploaded, tally.Present, tally.Mounted, tally.Written, tally.BytesSent);
    }

    /// <summary>Attaches to what is in a repository already.</summary>
    /// <param name="to">The repository.</param>
    /// <param name="referrers">Each with the <c>subject</c> that it is attached to.</param>
    /// <inheritdoc cref="PushAsync"/>
    public async Task AttachAsync(ImageReference to, IReadOnlyList<PushedManifest> referrers, CancellationToken cancellation)
    {
        using var connection = await RegistryConnection.OpenAsync(to.Host, [PushScope(to)], settings, launcher, reporter, cancellation);
        var repository = new RepositoryClient(connection, to);
        var tally = new PushTally();
        var blobs = referrers.SelectMany(referrer => referrer.Blobs).DistinctBy(blob => blob.Digest).ToList();
        await PushBlobsAsync(blobs, mountFrom: null, new BlobUploader(connection, repository, settings, reporter, tally), cancellation);
        await AttachAsync(referrers, repository, tally, cancellation);
    }

    private Task PushBlobsAsync(IReadOnlyList<Blob> blobs, string? mountFrom, BlobUploader uploader, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = settings.ParallelUploads, CancellationToken = cancellation };
        return Parallel.ForEachAsync(blobs, options, async (blob, stop) => await uploader.PushAsync(blob, mountFrom, stop));
    }

    /// <summary>Where tags cannot be moved, the registry may refuse even what changes nothing: it is not sent.</summary>
    private static async Task PutAsync(string reference, PushedManifest manifest, RepositoryClient repository, PushTally tally, CancellationToken cancellation)
    {
        if (!await repository.HasManifestAsync(reference, manifest.Digest, cancellation))
        {
            await repository.PutManifestAsync(reference, manifest.Document, cancellation);
            tally.CountWritten();
        }
    }

    /// <summary>One after the other, as each may add to the same list; always sent, as only the answer tells who keeps the list.</summary>
    private static async Task AttachAsync(IReadOnlyList<PushedManifest> referrers, RepositoryClient repository, PushTally tally, CancellationToken cancellation)
    {
        var list = new ReferrersList(repository);
        foreach (var referrer in referrers)
        {
            if (!await repository.HasManifestAsync(referrer.Digest.ToOci().ToString(), referrer.Digest, cancellation))
            {
                tally.CountWritten();
            }

            var isListed = await repository.PutManifestAsync(referrer.Digest.ToOci().ToString(), referrer.Document, cancellation);
            if (!isListed && ManifestHead.Of(referrer.Document).Subject is { } subject)
            {
                await list.AddAsync(subject, referrer, cancellation);
            }
        }
    }

    /// <summary>What tokens must allow (Docker's token scope documentation, "Resource Scope").</summary>
    private static IReadOnlyList<string> Scopes(PushRequest request)
    {
        var push = PushScope(request.To);
        return request.MountFrom is { } from ? [push, $"repository:{from}:pull"] : [push];
    }

    private static string PushScope(ImageReference to) => $"repository:{to.Path}:pull,push";
}
