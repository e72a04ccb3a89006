using System.Buffers;
using System.Globalization;

namespace OpenLinux.Engine.Content;

/// <summary>Digests to and from REAPI messages.</summary>
public static class DigestMessages
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static Reapi.Digest ToMessage(this Digest digest) => new() { Hash = digest.Hash, SizeBytes = digest.SizeBytes };

    public static Digest ToDigest(this Reapi.Digest? message) =>
        message is null ? default : new Digest(message.Hash, message.SizeBytes);

    /// <returns>What <see cref="Digest.ToString"/> wrote, or null where it is something else.</returns>
    public static Digest? Parse(ReadOnlySpan<char> text) =>
        text.Length > 65 && text[64] == '/' && IsHash(text[..64].ToString()) && long.TryParse(text[65..], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? new Digest(text[..64].ToString(), size)
            : null;

    /// <summary>Whether the hash has the form of SHA-256; what was read from a message may name anything, even a path.</summary>
    public static bool IsHash(string? hash) => hash is { Length: 64 } && !hash.AsSpan().ContainsAnyExcept(HexDigits);
}
