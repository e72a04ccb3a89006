using OpenLinux.Common.Processes;
using OpenLinux.Common.Reporting;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;
using OpenLinux.Registry.Content;
using OpenLinux.Registry.Pulling;
using OpenLinux.Registry.Pushing;
using OpenLinux.Signing.Bundles;
using OpenLinux.Signing.Keys;
using OpenLinux.Signing.Signatures;
using OpenLinux.Signing.Statements;

namespace OpenLinux.Host.Pipeline;

/// <summary>
/// Signs what a registry holds, as <c>cosign sign</c> and <c>cosign attest</c> do: a bundle that refers to the image. What the key has signed already
/// is left alone: by ECDSA, each signature would be another one.
/// </summary>
internal sealed class ImageSigner(RegistrySettings settings, IProcessLauncher launcher, IReporter reporter, SigningKey key)
{
    public VerificationKey Key => key.Verification;

    /// <param name="image">By its digest.</param>
    /// <param name="provenance">A statement to attest, or null.</param>
    /// <returns>Whether anything was not signed yet.</returns>
    /// <exception cref="Common.Errors.BuildException">The registry or a token fails.</exception>
    public async Task<bool> SignAsync(ImageReference image, OciDescriptor manifest, byte[]? provenance, CancellationToken cancellation)
    {
        var wanted = new List<Statement> { Statement.Read(Statement.OfSigned(manifest.Digest)) };
        if (provenance is not null)
        {
            wanted.Add(Statement.Read(provenance));
        }

        using var repository = await RegistryReader.OpenAsync(image, settings, launcher, reporter, cancellation);

        // What the registry itself has by that digest is what is signed.
        await repository.ImageAsync(image with { Digest = manifest.Digest }, cancellation);
        var found = await new AttachedBundles(repository, new BundleJudge(key.Verification)).OfAsync(manifest.Digest, cancellation);
        var signed = found.Select(bundle => bundle.Verdict).OfType<BundleVerdict.Valid>().Select(valid => valid.Statement).ToList();
        var missing = wanted.Where(statement => !signed.Exists(other => SaysTheSame(other, statement))).ToList();
        if (missing.Count > 0)
        {
            var pusher = new ImagePusher(settings, launcher, reporter);
            await pusher.AttachAsync(image, [.. missing.Select(statement => Attached(statement, manifest))], cancellation);
        }

        return missing.Count > 0;
    }

    /// <summary>That an image is signed can be said in several ways, as cosign has an empty list more; of provenance, each byte counts.</summary>
    private static bool SaysTheSame(Statement one, Statement other) =>
        one.PredicateType == other.PredicateType && (one.PredicateType == Statement.Signature || one.Content.Span.SequenceEqual(other.Content.Span));

    private PushedManifest Attached(Statement statement, OciDescriptor image)
    {
        var bundle = Blob.OfBytes(BundleSigner.Sign(statement.Content.ToArray(), key));
        var annotations = new Dictionary<string, string>
        {
            ["dev.sigstore.bundle.content"] = "dsse-envelope",
            [AttachedBundles.PredicateAnnotation] = statement.PredicateType,
        };
        return PushedManifest.OfImage(
            OciArtifact.Of(SigstoreBundle.MediaType, bundle.Digest, image, annotations), [Blob.OfBytes(OciArtifact.EmptyConfig.Content), bundle]);
    }
}
