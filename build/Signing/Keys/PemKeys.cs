using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities.IO.Pem;

namespace OpenLinux.Signing.Keys;

/// <summary>Keys out of PEM. Nothing of a key gets into a message: not what is in it, nor what a library says of it.</summary>
/// <param name="name">What people call it.</param>
/// <param name="password">Asked for where it is encrypted.</param>
internal sealed class PemKeys(string name, KeyPassword password)
{
    private const string MakeOne = "make one: openssl genpkey -algorithm ed25519 -out cosign.key, or cosign generate-key-pair";

    private string Again => $"openssl pkcs8 -topk8 -v2 aes-256-cbc -in {name} -out NEW, and use that one";

    /// <exception cref="BuildException">It is no PEM of a key (<c>OL801</c>), none that is taken (<c>OL802</c>), or does not open (<c>OL803</c>).</exception>
    public SigningKey ReadPrivate(string text)
    {
        var block = FirstBlock(text);
        if (block.Type is PemLabels.Public or PemLabels.Certificate)
        {
            throw Unsuitable("it is a public key, which verifies and does not sign", "name the private key: cosign.key, not cosign.pub");
        }

        if (block.Type == PemLabels.OpenSsh)
        {
            throw Unsuitable("it is a key of OpenSSH, in a form of its own", MakeOne);
        }

        if (block.Type == PemLabels.Curve && block.Headers.Count > 0)
        {
            throw Unsuitable("it is encrypted in OpenSSL's old way, which is weak", Again);
        }

        return Taken(() => PrivateOf(block)) is { } key ? SigningKey.Of(key) ?? throw Kind(key) : throw Kind(key: null);
    }

    /// <inheritdoc cref="ReadPrivate"/>
    public VerificationKey ReadPublic(string text)
    {
        var block = FirstBlock(text);
        if (block.Type != PemLabels.Public)
        {
            throw block.Type.EndsWith(PemLabels.Private, StringComparison.Ordinal)
                ? Unsuitable("it is a private key, which nobody needs for this", $"openssl pkey -in {name} -pubout -out cosign.pub, or cosign public-key --key {name}")
                : Unsuitable($"it is a PEM of {PrintableText.Of(block.Type)}", "name a PEM of PUBLIC KEY");
        }

        var key = Taken(() => PublicKeyFactory.CreateKey(block.Content));
        return VerificationKey.Of(key) ?? throw Kind(key);
    }

    /// <returns>Null where its label is none of ours.</returns>
    private AsymmetricKeyParameter? PrivateOf(PemObject block) => block.Type switch
    {
        PemLabels.Private => PrivateKeyFactory.CreateKey(block.Content),
        PemLabels.Curve => OfCurve(ECPrivateKeyStructure.GetInstance(block.Content)),
        PemLabels.Encrypted => Decrypted(block.Content),
        PemLabels.Sigstore or PemLabels.Cosign => PrivateKeyFactory.CreateKey(
            SigstoreKeyBox.Open(block.Content, Password()) ?? throw password.Wrong(name, "password")),
        _ => null,
    };

    private static AsymmetricKeyParameter OfCurve(ECPrivateKeyStructure key) => PrivateKeyFactory.CreateKey(
        new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.IdECPublicKey, key.Parameters), key));

    private AsymmetricKeyParameter Decrypted(byte[] content)
    {
        var encrypted = EncryptedPrivateKeyInfo.GetInstance(content);
        var scheme = encrypted.EncryptionAlgorithm;
        if (scheme.Algorithm.Equals(PkcsObjectIdentifiers.IdPbeS2) && !PbeS2Parameters.GetInstance(scheme.Parameters).KeyDerivationFunc.Algorithm.Equals(PkcsObjectIdentifiers.IdPbkdf2))
        {
            throw Unsuitable("its password is used by another function than PBKDF2", Again);
        }

        var given = Password();
        try
        {
            return PrivateKeyFactory.CreateKey(PrivateKeyInfoFactory.CreatePrivateKeyInfo(given.ToCharArray(), encrypted));
        }
        catch (Exception garbled) when (garbled is not BuildException)
        {
            // A wrong password may well decrypt: what comes out is no key.
            throw password.Wrong(name, "password");
        }
    }

    private string Password() => password.Value ?? throw password.Missing(name, "password");

    /// <summary>The first one that is more than a curve's name.</summary>
    private PemObject FirstBlock(string text)
    {
        using var source = new StringReader(text);
        using var reader = new PemReader(source);
        return text.Contains("-----BEGIN ", StringComparison.Ordinal) && Taken(() => First(reader)) is { } block
            ? block
            : throw new BuildException(SigningErrors.KeyUnreadable, name, "there is no key in PEM in it", MakeOne);
    }

    private static PemObject? First(PemReader reader)
    {
        while (reader.ReadPemObject() is { } block)
        {
            if (block.Type != PemLabels.CurveParameters)
            {
                return block;
            }
        }

        return null;
    }

    /// <summary>A library refuses what is damaged by whatever exception it finds.</summary>
    private T Taken<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception malformed) when (malformed is not BuildException)
        {
            throw new BuildException(SigningErrors.KeyUnreadable, name, "its PEM is damaged", MakeOne);
        }
    }

    private BuildException Kind(AsymmetricKeyParameter? key) => Unsuitable(
        key is ECKeyParameters ? "it is a key of another curve than P-256" : "it is neither an Ed25519 nor an ECDSA P-256 key", MakeOne);

    private BuildException Unsuitable(string cause, string fix) => new(SigningErrors.KeyUnsuitable, name, cause, fix);
}
