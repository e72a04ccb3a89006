using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.X509;

namespace OpenLinux.Signing.Keys;

/// <summary>The public half of a key: Ed25519 (RFC 8032) or ECDSA with P-256 and SHA-256 (FIPS 186-5), the two that cosign makes and verifies.</summary>
public abstract class VerificationKey
{
    /// <param name="encoded">Its SubjectPublicKeyInfo in DER, with the whole point (RFC 5280, 4.1.2.7; RFC 8410).</param>
    private protected VerificationKey(byte[] encoded) => Fingerprint = Convert.ToBase64String(SHA256.HashData(encoded));

    /// <summary>The SHA-256 of its SubjectPublicKeyInfo in base64, by which bundles name it (RFC 6962, 3.2, as the bundle's specification recommends and cosign does).</summary>
    public string Fingerprint { get; }

    public abstract string Algorithm { get; }

    /// <param name="signature">Of ECDSA in DER (RFC 3279, 2.2.3), of Ed25519 its 64 bytes.</param>
    public abstract bool Verifies(byte[] message, byte[] signature);

    public override string ToString() => $"{Algorithm} key {Fingerprint}";

    /// <returns>Null where it is of a kind that is not taken.</returns>
    internal static VerificationKey? Of(AsymmetricKeyParameter key) => key switch
    {
        Ed25519PublicKeyParameters edwards => new Ed25519VerificationKey(edwards),
        ECPublicKeyParameters curve when EcdsaVerificationKey.IsP256(curve) => Of(ECDsa.Create(), SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(curve).GetDerEncoded()),
        _ => null,
    };

    internal static VerificationKey Of(ECDsa key) => new EcdsaVerificationKey(key.ExportParameters(includePrivateParameters: false), key.ExportSubjectPublicKeyInfo());

    private static VerificationKey Of(ECDsa empty, byte[] encoded)
    {
        using (empty)
        {
            empty.ImportSubjectPublicKeyInfo(encoded, out _);
            return Of(empty);
        }
    }
}

internal sealed class Ed25519VerificationKey(Ed25519PublicKeyParameters key)
    : VerificationKey(SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(key).GetDerEncoded())
{
    public override string Algorithm => "Ed25519";

    public override bool Verifies(byte[] message, byte[] signature)
    {
        var verifier = new Ed25519Signer();
        verifier.Init(forSigning: false, key);
        verifier.BlockUpdate(message, 0, message.Length);
        return verifier.VerifySignature(signature);
    }
}

internal sealed class EcdsaVerificationKey(ECParameters key, byte[] encoded) : VerificationKey(encoded)
{
    /// <summary>prime256v1 (RFC 5480, 2.1.1.1).</summary>
    private const string P256 = "1.2.840.10045.3.1.7";

    public override string Algorithm => "ECDSA P-256";

    public static bool IsP256(ECKeyParameters key) => key.PublicKeyParamSet?.Id == P256;

    public override bool Verifies(byte[] message, byte[] signature)
    {
        using var verifier = ECDsa.Create(key);
        return verifier.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
