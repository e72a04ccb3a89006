using OpenLinux.Common.Errors;
using OpenLinux.Signing.Bundles;
using OpenLinux.Signing.Keys;
using OpenLinux.Signing.Statements;

namespace OpenLinux.Signing.Signatures;

public static class BundleSigner
{
    /// <summary>Signs an in-toto statement. Nothing leaves that the key's own public half does not verify.</summary>
    /// <returns>The bundle's JSON. By an ECDSA key, it is another one each time.</returns>
    /// <exception cref="BuildException">A token does not sign (<c>OL804</c>), or signs with another key than its public half says (<c>OL802</c>).</exception>
    public static byte[] Sign(byte[] statement, SigningKey key)
    {
        var message = DsseEnvelope.PreAuthEncoding(Statement.MediaType, statement);
        var signature = key.Sign(message);
        return key.Verification.Verifies(message, signature)
            ? new SigstoreBundle(key.Verification.Fingerprint, new DsseEnvelope(statement, Statement.MediaType, signature)).ToJson()
            : throw new BuildException(
                SigningErrors.KeyUnsuitable, key.Verification.ToString(), "what it signs is not what its public half verifies", "the two halves are of different pairs: look at the token's objects with one id");
    }
}
