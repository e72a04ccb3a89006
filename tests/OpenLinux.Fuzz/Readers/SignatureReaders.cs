using OpenLinux.Oci.Naming;
using OpenLinux.Papers.Provenance;
using OpenLinux.Signing.Keys;
using OpenLinux.Signing.Opening;
using OpenLinux.Signing.Signatures;
using OpenLinux.Signing.Statements;

namespace OpenLinux.Fuzz.Readers;

internal static class SignatureReaders
{
    private static readonly OciDigest Image = new(new string('1', 64));

    private static readonly VerificationKey Key = new KeyReference(
        "env://KEY",
        new Dictionary<string, string> { ["KEY"] = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n" },
        _ => { }).OpenPublic();

    /// <summary>What lies beside an image: as a bundle, and as what a bundle holds.</summary>
    public static void Bundle(byte[] input)
    {
        var verdict = new BundleJudge(Key).Judge(input, Image);
        FuzzedReaderFault.ThrowUnless(verdict is not BundleVerdict.Valid, "nobody has signed this");
        try
        {
            ProvenanceSummary.Of(Statement.Read(input).Predicate);
        }
        catch (Exception refusal) when (refusal is FormatException or InvalidOperationException)
        {
            // It was a bundle.
        }
    }
}
