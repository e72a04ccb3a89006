using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Content;

namespace OpenLinux.Registry.Pushing;

/// <summary>What goes up, in the order in which the registry can take it: nothing before what it refers to.</summary>
/// <param name="Blobs">Each once.</param>
/// <param name="Manifests">Children before the index that lists them, the root last.</param>
/// <param name="Referrers">After what they refer to, so that whoever reads their list finds it whole.</param>
internal sealed record PushPlan(
    IReadOnlyList<Blob> Blobs, IReadOnlyList<PushedManifest> Manifests, IReadOnlyList<PushedManifest> Referrers, IReadOnlyList<string> Tags)
{
    /// <exception cref="BuildException">A manifest names what it does not bring (<c>OL613</c>), or the reference cannot be pushed to (<c>OL610</c>).</exception>
    public static PushPlan Of(PushRequest request)
    {
        if (request.To.Digest is { } digest && digest != request.Root.Digest.ToOci())
        {
            throw ImageReference.Refusal(request.To.Qualified, $"the content's digest is {request.Root.Digest.ToOci()}, and none can be chosen");
        }

        var manifests = new List<PushedManifest>();
        foreach (var manifest in request.Referrers.SelectMany(referrer => referrer.Children).Append(request.Root))
        {
            Add(manifest, manifests);
        }

        var referrers = request.Referrers.DistinctBy(referrer => referrer.Digest).ToList();
        foreach (var manifest in manifests.Concat(referrers))
        {
            Check(manifest);
        }

        return new PushPlan(
            [.. manifests.Concat(referrers).SelectMany(manifest => manifest.Blobs).DistinctBy(blob => blob.Digest)],
            manifests,
            referrers,
            TagsOf(request));
    }

    private static void Add(PushedManifest manifest, List<PushedManifest> manifests)
    {
        foreach (var child in manifest.Children)
        {
            Add(child, manifests);
        }

        if (!manifests.Exists(other => other.Digest == manifest.Digest))
        {
            manifests.Add(manifest);
        }
    }

    /// <summary>Not every registry looks whether a manifest's content is there, so that this must.</summary>
    private static void Check(PushedManifest manifest)
    {
        var brought = manifest.Blobs.Select(blob => blob.Digest).Concat(manifest.Children.Select(child => child.Digest)).Select(digest => digest.ToOci());
        if (ManifestHead.Of(manifest.Document).References.Except(brought).Cast<OciDigest?>().FirstOrDefault() is { } missing)
        {
            throw new BuildException(
                RegistryErrors.ContentIncomplete, manifest.Digest.ToOci().ToString(), $"it refers to {missing}, which does not come with it", "report it: this build wrote it");
        }
    }

    private static List<string> TagsOf(PushRequest request)
    {
        var tags = (request.To.Tag is { } tag ? request.Tags.Prepend(tag) : request.Tags).Distinct().ToList();
        return tags.Find(name => !ImageReference.IsTag(name)) is { } invalid
            ? throw ImageReference.Refusal($"{request.To.Repository}:{invalid}", $"'{invalid}' is no tag: letters, digits, '.', '_' and '-', at most 128")
            : tags;
    }
}
