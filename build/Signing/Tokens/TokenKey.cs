using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using OpenLinux.Common.Errors;
using OpenLinux.Signing.Keys;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace OpenLinux.Signing.Tokens;

/// <summary>A private key that stays on its token.</summary>
internal sealed class TokenKey : SigningKey
{
    /// <summary>Those of PKCS #11 3.0 ("Edwards EC").</summary>
    private const ulong EdwardsKey = 0x40;
    private const ulong EdwardsSignature = 0x1057;

    private const int HalfOfSignature = 32;
    private const int CurvePoint = 65;
    private const int EdwardsPoint = 32;

    private readonly Pkcs11Uri uri;
    private readonly IPkcs11Library module;
    private readonly ISession session;
    private readonly IObjectHandle handle;
    private readonly bool isEdwards;

    private TokenKey(Pkcs11Uri uri, IPkcs11Library module, ISession session, IObjectHandle handle, bool isEdwards, VerificationKey verification)
    {
        (this.uri, this.module, this.session, this.handle, this.isEdwards) = (uri, module, session, handle, isEdwards);
        Verification = verification;
    }

    public override VerificationKey Verification { get; }

    /// <param name="session">Logged in. It is the key's from now on, and so is the module.</param>
    public static TokenKey Of(Pkcs11Uri uri, IPkcs11Library module, ISession session)
    {
        var handle = Find(uri, session, CKO.CKO_PRIVATE_KEY, uri.Id, uri.Label);
        var about = session.GetAttributeValue(handle, [CKA.CKA_KEY_TYPE, CKA.CKA_ID]);
        var kind = about[0].GetValueAsUlong();
        if (kind is not ((ulong)CKK.CKK_EC or EdwardsKey))
        {
            throw Unsuitable(uri, "it is neither an Ed25519 nor an ECDSA P-256 key");
        }

        // The two halves of a pair have one CKA_ID (PKCS #11, "Common storage object attributes").
        var id = about[1].GetValueAsByteArray();
        var half = Find(uri, session, CKO.CKO_PUBLIC_KEY, id.Length > 0 ? id : null, id.Length > 0 ? null : uri.Label);
        var values = session.GetAttributeValue(half, [CKA.CKA_EC_PARAMS, CKA.CKA_EC_POINT]);
        var isEdwards = kind == EdwardsKey;
        return new TokenKey(uri, module, session, handle, isEdwards, PublicOf(uri, isEdwards, values[0].GetValueAsByteArray(), values[1].GetValueAsByteArray()));
    }

    public override byte[] Sign(byte[] message)
    {
        var mechanisms = session.Factories.MechanismFactory;
        try
        {
            if (isEdwards)
            {
                using var edwards = mechanisms.Create(EdwardsSignature);
                return session.Sign(edwards, handle, message);
            }

            using var mechanism = mechanisms.Create(CKM.CKM_ECDSA);
            var halves = session.Sign(mechanism, handle, SHA256.HashData(message));
            return StandardDsaEncoding.Instance.Encode(n: null, new BigInteger(1, halves, 0, HalfOfSignature), new BigInteger(1, halves, HalfOfSignature, HalfOfSignature));
        }
        catch (Pkcs11Exception refused)
        {
            throw TokenKeys.Refused(uri, refused);
        }
    }

    public override void Dispose()
    {
        session.Dispose();
        module.Dispose();
    }

    private static IObjectHandle Find(Pkcs11Uri uri, ISession session, CKO kind, byte[]? id, string? label)
    {
        var attributes = session.Factories.ObjectAttributeFactory;
        List<IObjectAttribute> wanted = [attributes.Create(CKA.CKA_CLASS, kind)];
        if (id is not null)
        {
            wanted.Add(attributes.Create(CKA.CKA_ID, id));
        }

        if (label is not null)
        {
            wanted.Add(attributes.Create(CKA.CKA_LABEL, label));
        }

        var what = kind == CKO.CKO_PRIVATE_KEY ? "private key" : "public key";
        var found = session.FindAllObjects(wanted);
        return found.Count switch
        {
            1 => found[0],
            0 => throw Pkcs11Uri.Refusal(uri.Shown, $"the token has no such {what}", "pkcs11-tool --module MODULE -l -O lists what it has"),
            _ => throw Pkcs11Uri.Refusal(uri.Shown, $"the token has {found.Count} such {what}s", "object and id together choose one"),
        };
    }

    private static VerificationKey PublicOf(Pkcs11Uri uri, bool isEdwards, byte[] parameters, byte[] point)
    {
        try
        {
            var bytes = point.Length == (isEdwards ? EdwardsPoint : CurvePoint) ? point : PointIn(point);
            return VerificationKey.Of(isEdwards
                ? new Ed25519PublicKeyParameters(bytes)
                : PublicKeyFactory.CreateKey(new SubjectPublicKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.IdECPublicKey, Asn1Object.FromByteArray(parameters)), bytes)))
                ?? throw Unsuitable(uri, "it is a key of another curve than P-256");
        }
        catch (Exception malformed) when (malformed is not BuildException)
        {
            throw Unsuitable(uri, "its public half cannot be read");
        }
    }

    /// <summary>An OCTET STRING of the point; a BIT STRING by some, for Edwards curves. Others leave the head out.</summary>
    private static byte[] PointIn(byte[] value) => Asn1Object.FromByteArray(value) switch
    {
        Asn1OctetString octets => octets.GetOctets(),
        DerBitString bits => bits.GetOctets(),
        _ => value,
    };

    private static BuildException Unsuitable(Pkcs11Uri uri, string cause) => new(
        SigningErrors.KeyUnsuitable, uri.Shown, cause, "pkcs11-tool --module MODULE -l --keypairgen --key-type EC:prime256v1 --label cosign --id 01 makes one");
}
