using OpenLinux.Common.Errors;

namespace OpenLinux.Signing;

/// <summary>What can be wrong with keys and with signatures.</summary>
public static class SigningErrors
{
    public static readonly ErrorCode KeyUnreadable = new("OL801", "the key cannot be read",
        "no such file or variable, or no PEM in it", "`--sign=FILE`, `--sign=env://NAME` or `--sign=pkcs11:…`");

    public static readonly ErrorCode KeyUnsuitable = new("OL802", "the key cannot be used for this",
        "RSA, another curve, or the other half of a pair", "an Ed25519 or ECDSA P-256 key; `docs/signing.md` makes one");

    public static readonly ErrorCode PasswordRefused = new("OL803", "the key's password or PIN is missing or wrong",
        "no variable holds it, or it opens nothing", "set `OPENLINUX_SIGN_PASSWORD`");

    public static readonly ErrorCode TokenFailed = new("OL804", "the PKCS#11 token cannot be used",
        "no such module, token or key, or the token says no; its word is shown", "the URI's parts are named; `pkcs11-tool -O` lists keys");

    public static readonly ErrorCode NotSigned = new("OL805", "the image is pushed, but not signed",
        "the key or the registry failed after the push; the reason is shown", "the same command again: nothing is sent twice");

    public static readonly ErrorCode NoSignature = new("OL811", "the image is not signed",
        "the registry holds no signature of it by a key", "push it with `--sign=KEY`, or ask who made it");

    public static readonly ErrorCode SignedByAnother = new("OL812", "the image is signed by another key",
        "another `--key`, or another maker", "the key's fingerprint is shown; ask who made it");

    public static readonly ErrorCode SignatureDamaged = new("OL813", "the signature is not valid",
        "it, or what it signs, was changed", "do not use the image; whoever made it can sign it again");

    public static readonly ErrorCode SignatureOfAnother = new("OL814", "the signature is for another image",
        "a signature that was copied from one image to another", "do not use the image; ask who made it");
}
