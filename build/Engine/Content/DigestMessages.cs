using System.Buffers;

namespace OpenLinux.Engine.Content;

/// <summary>Digests to and from REAPI messages.</summary>
public static class DigestMessages
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static Reapi.Digest ToMessage(this Digest digest) => new() { Hash = digest.Hash, SizeBytes = digest.SizeBytes };

    public static Digest ToDigest(this Reapi.Digest? message) =>
        message is null ? default : new Digest(message.Hash, message.SizeBytes);

    /// <summary>Whether the hash has the form of SHA-256; what was read from a message may name anything, even a path.</summary>
    public static bool IsHash(string? hash) => hash is { Length: 64 } && !hash.AsSpan().ContainsAnyExcept(HexDigits);
}
