using System.Text.Json;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Reporting;
using OpenLinux.Common.Text;
using OpenLinux.Oci;
using OpenLinux.Oci.Json;
using OpenLinux.Oci.Naming;
using OpenLinux.Papers.Provenance;
using OpenLinux.Registry.Pulling;
using OpenLinux.Signing;
using OpenLinux.Signing.Keys;
using OpenLinux.Signing.Signatures;
using OpenLinux.Signing.Statements;

namespace OpenLinux.Host.Pipeline;

/// <summary>
/// Finds out whether a key has signed an image on a registry, and what it has attested of where the image comes from. An index is signed as one; each
/// of its images has provenance of its own.
/// </summary>
internal sealed class VerifySignature(RegistryReader repository, VerificationKey key, IReporter reporter, CancellationToken cancellation)
{
    private readonly AttachedBundles attached = new(repository, new BundleJudge(key));

    /// <param name="image">As people name it.</param>
    /// <param name="signer">What people call the key.</param>
    /// <returns>Who has signed what, in a few lines.</returns>
    /// <exception cref="BuildException">
    /// It is not signed (<c>OL811</c>) or by another key (<c>OL812</c>), what is signed is damaged (<c>OL813</c>) or another image (<c>OL814</c>), or the
    /// registry fails.
    /// </exception>
    public async Task<IReadOnlyList<string>> RunAsync(ImageReference image, string signer)
    {
        var manifest = await repository.ImageAsync(image, cancellation);
        var reference = image with { Tag = null, Digest = manifest.Descriptor.Digest };
        var bundles = await attached.OfAsync(manifest.Descriptor.Digest, cancellation);
        Require(bundles, reference);
        return
        [
            $"Image       {image.Qualified}",
            $"Digest      {manifest.Descriptor.Digest}",
            $"Signed by   {signer}, the {key}",
            .. await ProvenanceAsync(manifest, bundles, reference),
        ];
    }

    private void Require(IReadOnlyList<AttachedBundle> bundles, ImageReference image)
    {
        if (!bundles.Any(bundle => IsValid(bundle, Statement.Signature)))
        {
            throw Failure(bundles, image, bundle => bundle.Predicate != ProvenanceWriter.PredicateType) ?? new BuildException(
                SigningErrors.NoSignature,
                image.Qualified,
                bundles.Any(bundle => bundle.Verdict is BundleVerdict.OfAnotherKind)
                    ? "the registry has signatures of it by certificates, and none by a key"
                    : "the registry has no signature of it",
                "push it with --sign=KEY, or ask who made it whether it should be signed");
        }

        WarnOfDamage(bundles, bundle => bundle.Predicate != ProvenanceWriter.PredicateType);
    }

    /// <summary>Of the image, or of each image of the index.</summary>
    private async Task<IReadOnlyList<string>> ProvenanceAsync(OciDocument manifest, IReadOnlyList<AttachedBundle> bundles, ImageReference image)
    {
        if (ImagesIn(manifest) is not { Count: > 0 } images)
        {
            return [ProvenanceOf(bundles, image)];
        }

        var lines = new List<string>();
        foreach (var (digest, platform) in images)
        {
            var line = ProvenanceOf(await attached.OfAsync(digest, cancellation), image with { Digest = digest });
            lines.Add($"{line} ({platform}, {digest})");
        }

        return lines;
    }

    private string ProvenanceOf(IReadOnlyList<AttachedBundle> bundles, ImageReference image)
    {
        var valid = bundles.Where(bundle => IsValid(bundle, ProvenanceWriter.PredicateType)).Select(bundle => ((BundleVerdict.Valid)bundle.Verdict).Statement).FirstOrDefault();
        if (valid is null)
        {
            // A bundle that names another key is somebody else's, and says nothing against this one.
            return bundles.Where(bundle => bundle.Verdict is not BundleVerdict.ByAnotherKey).ToList() is var ours
                && Failure(ours, image, bundle => bundle.Predicate != Statement.Signature) is { } failure
                ? throw failure
                : "Provenance  none attested by this key";
        }

        WarnOfDamage(bundles, bundle => bundle.Predicate == ProvenanceWriter.PredicateType);
        var summary = ProvenanceSummary.Of(valid.Predicate);
        return PrintableText.Of(
            $"Provenance  built by {summary.Builder}{(summary.Commit is { } commit ? $" of commit {commit}" : "")}{(summary.Repository is { } repository ? $", {repository}" : "")}");
    }

    private static bool IsValid(AttachedBundle bundle, string predicateType) =>
        bundle.Verdict is BundleVerdict.Valid valid && valid.Statement.PredicateType == predicateType;

    /// <summary>Where nothing is valid, the most telling of what is not.</summary>
    /// <param name="isAsked">Whether a bundle may be of the kind that is looked for: what cannot be read says it by its manifest alone.</param>
    private BuildException? Failure(IReadOnlyList<AttachedBundle> bundles, ImageReference image, Func<AttachedBundle, bool> isAsked)
    {
        var asked = bundles.Where(isAsked).ToList();
        if (asked.Find(bundle => bundle.Verdict is BundleVerdict.Damaged) is { Verdict: BundleVerdict.Damaged damaged } broken)
        {
            return new BuildException(
                SigningErrors.SignatureDamaged, image.Qualified, $"the bundle of {broken.Referrer}: {damaged.Reason}", "do not use the image; whoever made it can sign it again");
        }

        if (asked.Find(bundle => bundle.Verdict is BundleVerdict.OfAnotherImage) is { Verdict: BundleVerdict.OfAnotherImage other } moved)
        {
            return new BuildException(
                SigningErrors.SignatureOfAnother,
                image.Qualified,
                $"the bundle of {moved.Referrer} is signed by the key, of {string.Join(", ", other.Statement.Subjects)}",
                "do not use the image; ask who made it");
        }

        return asked.Find(bundle => bundle.Verdict is BundleVerdict.ByAnotherKey) is { Verdict: BundleVerdict.ByAnotherKey stranger }
            ? new BuildException(
                SigningErrors.SignedByAnother,
                image.Qualified,
                $"it is signed by {PrintableText.Of(stranger.Fingerprint)}; --key is the {key}",
                "give the key of who made it, if you trust that one")
            : null;
    }

    private void WarnOfDamage(IReadOnlyList<AttachedBundle> bundles, Func<AttachedBundle, bool> isAsked)
    {
        foreach (var bundle in bundles.Where(isAsked))
        {
            if (bundle.Verdict is BundleVerdict.Damaged damaged)
            {
                reporter.Warning($"beside a valid one, the bundle of {bundle.Referrer} is not: {damaged.Reason}");
            }
        }
    }

    /// <returns>What an index lists for platforms; nothing for an image.</returns>
    private static List<(OciDigest Digest, string Platform)> ImagesIn(OciDocument manifest)
    {
        try
        {
            using var document = JsonDocument.Parse(manifest.Content);
            return
            [
                .. from image in document.RootElement.Items("manifests")
                   where OciDigest.TryParse(image.TextOrNull("digest"), out _)
                   let platform = image.Member("platform")
                   select (OciDigest.Parse(image.TextOrNull("digest")!), PrintableText.Of($"{platform?.TextOrNull("os")}/{platform?.TextOrNull("architecture")}")),
            ];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
