using OpenLinux.Engine.Content;

namespace OpenLinux.Papers;

/// <summary>UUIDs that name content: version 8 from a SHA-256 (RFC 9562, sections 5.8 and B.2), the same in every build of the same thing.</summary>
internal static class NameBasedUuid
{
    /// <param name="use">What it is for, so that two documents about one thing have two.</param>
    public static string Of(string use, Digest content)
    {
        var bytes = Convert.FromHexString(Digest.OfUtf8($"{use} {content}").Hash).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("d");
    }
}
