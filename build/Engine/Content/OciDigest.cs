using System.Security.Cryptography;

namespace OpenLinux.Engine.Content;

/// <summary>Digests as OCI writes them: the algorithm, a colon, lower-case hexadecimal digits (OCI Image Specification, "Digests").</summary>
public static class OciDigest
{
    private const string Prefix = "sha256:";

    public static string ToOci(this Digest digest) => Of(digest.Hash);

    /// <param name="hash">The digits alone.</param>
    public static string Of(string hash) => Prefix + hash;

    /// <summary>Of what was hashed piece by piece. Resets the hash.</summary>
    public static string ToOci(this IncrementalHash hash) => Of(Convert.ToHexStringLower(hash.GetHashAndReset()));

    /// <param name="hash">The digits alone.</param>
    public static bool TryParse(string? text, out string hash)
    {
        hash = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : "";
        return DigestMessages.IsHash(hash);
    }
}
