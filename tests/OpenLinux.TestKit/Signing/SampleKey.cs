using System.Security.Cryptography;
using OpenLinux.Signing.Keys;
using OpenLinux.Signing.Opening;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.EdEC;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace OpenLinux.TestKit.Signing;

/// <summary>A pair of keys that nobody else has, as PEM.</summary>
internal sealed record SampleKey(string PrivatePem, string PublicPem)
{
    public const string Ed25519 = "Ed25519";
    public const string P256 = "ECDSA P-256";

    /// <summary>Of either kind, by its name.</summary>
    public static SampleKey New(string algorithm)
    {
        if (algorithm == P256)
        {
            using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return new SampleKey(curve.ExportPkcs8PrivateKeyPem(), curve.ExportSubjectPublicKeyInfoPem());
        }

        // Without the public key beside it (PKCS #8 version 1), as OpenSSL writes it and reads it.
        var edwards = new Ed25519PrivateKeyParameters(new SecureRandom());
        var info = new PrivateKeyInfo(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519), new DerOctetString(edwards.GetEncoded()));
        return new SampleKey(
            PemEncoding.WriteString("PRIVATE KEY", info.GetDerEncoded()),
            PemEncoding.WriteString("PUBLIC KEY", SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(edwards.GeneratePublicKey()).GetDerEncoded()));
    }

    public SigningKey Open() => Reference(PrivatePem).OpenPrivate();

    public VerificationKey OpenPublic() => Reference(PublicPem).OpenPublic();

    /// <summary>A key out of an environment that holds it and nothing else, unless more is given.</summary>
    public static KeyReference Reference(string pem, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var variables = new Dictionary<string, string> { ["KEY"] = pem };
        foreach (var (name, value) in more)
        {
            variables[name] = value;
        }

        return new KeyReference("env://KEY", variables, warning => throw new InvalidOperationException(warning));
    }
}
