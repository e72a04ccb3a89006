using System.Security.Cryptography;

namespace OpenLinux.Engine.Content;

/// <summary>Digests as OCI writes them: the algorithm, a colon, lower-case hexadecimal digits (OCI Image Specification, "Digests").</summary>
public static class OciDigest
{
    private const string Prefix = "sha256:";

    public static string ToOci(this Digest digest) => Prefix + digest.Hash;

    /// <summary>Of what was hashed piece by piece. Resets the hash.</summary>
    public static string ToOci(this IncrementalHash hash) => Prefix + Convert.ToHexStringLower(hash.GetHashAndReset());

    /// <summary>The first twelve digits, for people and for <c>docker</c>; what is no digest stays as it is.</summary>
    public static string Shortened(string digest) => TryParse(digest, out var hash) ? new Digest(hash, 0).Short : digest;

    /// <param name="hash">The digits alone.</param>
    public static bool TryParse(string? text, out string hash)
    {
        hash = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : "";
        return DigestMessages.IsHash(hash);
    }
}
