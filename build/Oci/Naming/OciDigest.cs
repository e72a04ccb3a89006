using System.Diagnostics.CodeAnalysis;
using OpenLinux.Engine.Content;

namespace OpenLinux.Oci.Naming;

/// <summary>
/// What images and all their parts are named by: a layer's diff_id, an image's ID, a manifest's digest
/// (OCI image specification 1.1, descriptor.md, "Digests"). SHA-256 is the one algorithm that all must have.
/// </summary>
/// <param name="Hash">64 lower-case hexadecimal digits.</param>
public readonly record struct OciDigest(string Hash)
{
    private const string Prefix = "sha256:";

    /// <summary>The first twelve digits, for people and for <c>docker</c>.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The short form of a hash, as git says it; no C type.")]
    public string Short => new Digest(Hash, 0).Short;

    /// <param name="text">"sha256:…".</param>
    /// <exception cref="FormatException">It is something else.</exception>
    public static OciDigest Parse(string text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException($"\"{text}\" is no digest of SHA-256");

    /// <inheritdoc cref="Parse"/>
    public static bool TryParse([NotNullWhen(true)] string? text, out OciDigest digest)
    {
        digest = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) ? new OciDigest(text[Prefix.Length..]) : default;
        return DigestMessages.IsHash(digest.Hash);
    }

    /// <returns>"sha256:…".</returns>
    public override string ToString() => Prefix + Hash;
}

/// <summary>Content by the name that images have for it.</summary>
public static class ContentDigests
{
    public static OciDigest ToOci(this Digest content) => new(content.Hash);
}
