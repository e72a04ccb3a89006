using OpenLinux.Oci.Naming;
using OpenLinux.Signing.Bundles;
using OpenLinux.Signing.Keys;
using OpenLinux.Signing.Statements;

namespace OpenLinux.Signing.Signatures;

/// <summary>
/// Decides what a bundle is worth. At least as strict as cosign, which passes over an invalid bundle without a word: what is valid here, it takes.
/// </summary>
/// <param name="key">Whose signature counts.</param>
public sealed class BundleJudge(VerificationKey key)
{
    /// <param name="image">The digest of the manifest that the bundle was found with.</param>
    public BundleVerdict Judge(ReadOnlyMemory<byte> bundle, OciDigest image)
    {
        try
        {
            return BundleReader.Read(bundle) is { } read ? Judge(read, image) : new BundleVerdict.OfAnotherKind();
        }
        catch (FormatException malformed)
        {
            return new BundleVerdict.Damaged(malformed.Message);
        }
        catch (InvalidOperationException)
        {
            return new BundleVerdict.Damaged("it has a text that is none");
        }
    }

    private BundleVerdict Judge(SigstoreBundle bundle, OciDigest image)
    {
        if (bundle.Hint != key.Fingerprint)
        {
            return new BundleVerdict.ByAnotherKey(bundle.Hint);
        }

        var envelope = bundle.Envelope;
        if (!key.Verifies(DsseEnvelope.PreAuthEncoding(envelope.PayloadType, envelope.Payload.Span), envelope.Signature))
        {
            return new BundleVerdict.Damaged("its signature is not the key's, of what it holds");
        }

        if (envelope.PayloadType != Statement.MediaType)
        {
            return new BundleVerdict.Damaged("it holds no in-toto statement");
        }

        var statement = Statement.Read(envelope.Payload);
        return statement.Subjects.Contains(image) ? new BundleVerdict.Valid(statement) : new BundleVerdict.OfAnotherImage(statement);
    }
}
