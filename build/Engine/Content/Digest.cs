using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace OpenLinux.Engine.Content;

/// <summary>SHA-256 and size of a blob, as in REAPI v2 <c>Digest</c>.</summary>
/// <param name="Hash">64 lower-case hexadecimal digits.</param>
/// <param name="SizeBytes">The blob's size in bytes.</param>
public readonly record struct Digest(string Hash, long SizeBytes) : IComparable<Digest>
{
    public static readonly Digest Empty = Of([]);

    public static Digest Of(ReadOnlySpan<byte> content) =>
        new(Convert.ToHexStringLower(SHA256.HashData(content)), content.Length);

    public static Digest OfUtf8(string text) => Of(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>The first twelve digits, for people.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The short form of a hash, as git says it; no C type.")]
    public string Short => Hash[..12];

    public int CompareTo(Digest other) => string.CompareOrdinal(Hash, other.Hash);

    public static bool operator <(Digest left, Digest right) => left.CompareTo(right) < 0;

    public static bool operator >(Digest left, Digest right) => left.CompareTo(right) > 0;

    public static bool operator <=(Digest left, Digest right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Digest left, Digest right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Hash}/{SizeBytes}";
}
