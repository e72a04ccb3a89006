using System.Text.Json;
using OpenLinux.Oci;
using OpenLinux.Oci.Json;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Pulling;
using OpenLinux.Signing.Bundles;
using OpenLinux.Signing.Signatures;

namespace OpenLinux.Host.Pipeline;

/// <summary>The Sigstore bundles that a registry holds beside an image, and each one's worth.</summary>
internal sealed class AttachedBundles(RegistryReader repository, BundleJudge judge)
{
    /// <summary>What a manifest says of its bundle, for people; only the bundle itself is signed.</summary>
    public const string PredicateAnnotation = "dev.sigstore.bundle.predicateType";

    /// <exception cref="Common.Errors.BuildException">The registry fails, or sends something else than it was asked for.</exception>
    public async Task<IReadOnlyList<AttachedBundle>> OfAsync(OciDigest image, CancellationToken cancellation)
    {
        var bundles = new List<AttachedBundle>();
        foreach (var referrer in await repository.ReferrersAsync(image, cancellation))
        {
            if (MayBeBundle(referrer.ArtifactType)
                && await repository.ManifestAsync(referrer.Digest, cancellation) is { } manifest
                && BundleIn(manifest) is var (content, predicate))
            {
                var bundle = await repository.BlobAsync(content, cancellation);
                bundles.Add(new AttachedBundle(
                    referrer.Digest, predicate, bundle is null ? new BundleVerdict.Damaged("the registry has lost it") : judge.Judge(bundle, image)));
            }
        }

        return bundles;
    }

    /// <summary>cosign lists its own under the media type of their empty configurations.</summary>
    private static bool MayBeBundle(string artifactType) =>
        artifactType is "" or MediaTypes.Empty || artifactType.StartsWith(SigstoreBundle.AnyMediaType, StringComparison.Ordinal);

    /// <returns>The bundle's digest, and what it is said to say; null where it is something else.</returns>
    private static (OciDigest Content, string Predicate)? BundleIn(OciDocument manifest)
    {
        try
        {
            using var document = JsonDocument.Parse(manifest.Content);
            var root = document.RootElement;
            return root.Items("layers").ToList() is [var layer]
                && layer.TextOrNull("mediaType")?.StartsWith(SigstoreBundle.AnyMediaType, StringComparison.Ordinal) == true
                && OciDigest.TryParse(layer.TextOrNull("digest"), out var digest)
                ? (digest, root.Member("annotations")?.TextOrNull(PredicateAnnotation) ?? "")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Referrer">The manifest that brings it.</param>
/// <param name="Predicate">What it is said to say, by its manifest; empty where nothing is said.</param>
internal sealed record AttachedBundle(OciDigest Referrer, string Predicate, BundleVerdict Verdict);
