using OpenLinux.Oci;

namespace OpenLinux.Signing.Bundles;

/// <summary>
/// A Sigstore bundle by a key that its readers know (https://github.com/sigstore/protobuf-specs, <c>sigstore_bundle.proto</c>, version 0.3), as
/// <c>cosign sign</c> writes it: no certificate, no transparency log, no timestamp.
/// </summary>
/// <param name="Hint">Which key: the fingerprint of <see cref="Keys.VerificationKey"/>.</param>
public sealed record SigstoreBundle(string Hint, DsseEnvelope Envelope)
{
    public const string MediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";

    /// <summary>What the media types of all versions begin with.</summary>
    public const string AnyMediaType = "application/vnd.dev.sigstore.bundle";

    /// <summary>
    /// The specification wants the hint in <c>keyid</c> as well; cosign takes a <c>keyid</c> for another kind of fingerprint and would find no key.
    /// So neither cosign nor this build writes one.
    /// </summary>
    public byte[] ToJson() => OciJson.Write(json =>
    {
        json.WriteString("mediaType", MediaType);
        json.WriteStartObject("verificationMaterial");
        json.WriteStartObject("publicKey");
        json.WriteString("hint", Hint);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("dsseEnvelope");
        json.WriteBase64String("payload", Envelope.Payload.Span);
        json.WriteString("payloadType", Envelope.PayloadType);
        json.WriteStartArray("signatures");
        json.WriteStartObject();
        json.WriteBase64String("sig", Envelope.Signature);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });
}
