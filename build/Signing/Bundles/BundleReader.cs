using System.Text.Json;
using OpenLinux.Signing.Json;

namespace OpenLinux.Signing.Bundles;

/// <summary>Reads bundles that anybody may have put beside an image.</summary>
internal static class BundleReader
{
    private const string Prefix = SigstoreBundle.AnyMediaType;

    private static readonly string[] OtherVersions = [$"{Prefix}+json;version=0.1", $"{Prefix}+json;version=0.2", $"{Prefix}+json;version=0.3"];

    /// <returns>The bundle; null where it is one of another kind: of an earlier version, by a certificate, or of a plain message.</returns>
    /// <exception cref="FormatException">It is none.</exception>
    public static SigstoreBundle? Read(ReadOnlyMemory<byte> text)
    {
        var bundle = StrictJson.Parse(text);
        var mediaType = bundle.RequiredText("mediaType");
        if (OtherVersions.Contains(mediaType))
        {
            return null;
        }

        if (mediaType != SigstoreBundle.MediaType)
        {
            throw new FormatException("its media type is no bundle's");
        }

        var material = bundle.Required("verificationMaterial", JsonValueKind.Object);
        if (material.TryGetProperty("certificate", out _) || bundle.TryGetProperty("messageSignature", out _))
        {
            return null;
        }

        bundle.Only("the bundle", "mediaType", "verificationMaterial", "dsseEnvelope");
        return new SigstoreBundle(HintIn(material), EnvelopeIn(bundle.Required("dsseEnvelope", JsonValueKind.Object)));
    }

    /// <summary>A log's entries and timestamps say when it was signed; of a key that was given, that is not asked.</summary>
    private static string HintIn(JsonElement material)
    {
        material.Only("its verification material", "publicKey", "tlogEntries", "timestampVerificationData");
        var key = material.Required("publicKey", JsonValueKind.Object);
        key.Only("its public key", "hint");
        return key.RequiredText("hint");
    }

    private static DsseEnvelope EnvelopeIn(JsonElement envelope)
    {
        envelope.Only("its envelope", "payload", "payloadType", "signatures");
        var signatures = envelope.Required("signatures", JsonValueKind.Array);
        if (signatures.GetArrayLength() != 1 || signatures[0].ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("it has not one signature");
        }

        signatures[0].Only("its signature", "sig", "keyid");
        return new DsseEnvelope(envelope.RequiredBytes("payload"), envelope.RequiredText("payloadType"), signatures[0].RequiredBytes("sig"));
    }
}
