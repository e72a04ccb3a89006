using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpenLinux.Signing.Json;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace OpenLinux.Signing.Keys;

/// <summary>
/// The encryption of keys that cosign makes (go-securesystemslib, <c>encrypted</c>): a key by scrypt (RFC 7914) of the password, and NaCl's secretbox
/// of the key in PKCS #8 (https://nacl.cr.yp.to/secretbox.html: XSalsa20, and Poly1305 with the first 32 bytes of its stream).
/// </summary>
internal static class SigstoreKeyBox
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 24;
    private const int TagBytes = 16;

    /// <summary>Those that cosign takes; with others, opening a key could take any time.</summary>
    private static readonly int[] Costs = [1 << 15, 1 << 16, 1 << 17];

    /// <returns>The key in PKCS #8, or null where the password does not open it.</returns>
    /// <exception cref="FormatException">It is no such box.</exception>
    public static byte[]? Open(ReadOnlyMemory<byte> content, string password)
    {
        var box = StrictJson.Parse(content);
        var (derivation, cipher) = (box.Required("kdf", JsonValueKind.Object), box.Required("cipher", JsonValueKind.Object));
        var (nonce, sealedKey) = (cipher.RequiredBytes("nonce"), box.RequiredBytes("ciphertext"));
        if (derivation.RequiredText("name") != "scrypt" || cipher.RequiredText("name") != "nacl/secretbox" || nonce.Length != NonceBytes || sealedKey.Length < TagBytes)
        {
            throw new FormatException("it is encrypted in another way");
        }

        var cost = derivation.Required("params", JsonValueKind.Object);
        if (!Costs.Contains(Number(cost, "N")) || Number(cost, "r") != 8 || Number(cost, "p") != 1)
        {
            throw new FormatException("its scrypt parameters are none of cosign's");
        }

        var key = SCrypt.Generate(Encoding.UTF8.GetBytes(password), derivation.RequiredBytes("salt"), Number(cost, "N"), 8, 1, KeyBytes);
        return Open(sealedKey, nonce, key);
    }

    private static byte[]? Open(byte[] sealedKey, byte[] nonce, byte[] key)
    {
        var stream = new XSalsa20Engine();
        stream.Init(forEncryption: false, new ParametersWithIV(new KeyParameter(key), nonce));
        var once = new byte[KeyBytes];
        stream.ProcessBytes(new byte[KeyBytes], 0, KeyBytes, once, 0);
        var mac = new Poly1305();
        mac.Init(new KeyParameter(once));
        mac.BlockUpdate(sealedKey, TagBytes, sealedKey.Length - TagBytes);
        var tag = new byte[TagBytes];
        mac.DoFinal(tag, 0);
        if (!CryptographicOperations.FixedTimeEquals(tag, sealedKey.AsSpan(0, TagBytes)))
        {
            return null;
        }

        var opened = new byte[sealedKey.Length - TagBytes];
        stream.ProcessBytes(sealedKey, TagBytes, opened.Length, opened, 0);
        return opened;
    }

    private static int Number(JsonElement parameters, string name) =>
        parameters.Required(name, JsonValueKind.Number).TryGetInt32(out var number) ? number : throw new FormatException($"{name} is no number of cosign's");
}
