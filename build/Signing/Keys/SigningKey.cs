using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Pkcs;

namespace OpenLinux.Signing.Keys;

/// <summary>A private key, or something that has one and signs with it.</summary>
public abstract class SigningKey : IDisposable
{
    public abstract VerificationKey Verification { get; }

    /// <returns>The signature, as <see cref="VerificationKey.Verifies"/> takes it.</returns>
    /// <exception cref="Common.Errors.BuildException">A token does not sign (<c>OL804</c>).</exception>
    public abstract byte[] Sign(byte[] message);

    public abstract void Dispose();

    /// <returns>Null where it is of a kind that is not taken.</returns>
    internal static SigningKey? Of(AsymmetricKeyParameter key) => key switch
    {
        Ed25519PrivateKeyParameters edwards => new Ed25519SigningKey(edwards),
        ECPrivateKeyParameters curve when EcdsaVerificationKey.IsP256(curve) => OfPkcs8(PrivateKeyInfoFactory.CreatePrivateKeyInfo(curve).GetDerEncoded()),
        _ => null,
    };

    /// <summary>The system's own library signs, which keeps the time it takes to itself.</summary>
    private static EcdsaSigningKey OfPkcs8(byte[] encoded)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(encoded, out _);
            return new EcdsaSigningKey(key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(encoded);
        }
    }
}

internal sealed class Ed25519SigningKey(Ed25519PrivateKeyParameters key) : SigningKey
{
    public override VerificationKey Verification { get; } = new Ed25519VerificationKey(key.GeneratePublicKey());

    public override byte[] Sign(byte[] message)
    {
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, key);
        signer.BlockUpdate(message, 0, message.Length);
        return signer.GenerateSignature();
    }

    public override void Dispose()
    {
    }
}

internal sealed class EcdsaSigningKey(ECDsa key) : SigningKey
{
    public override VerificationKey Verification { get; } = VerificationKey.Of(key);

    public override byte[] Sign(byte[] message) => key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public override void Dispose() => key.Dispose();
}
